using System.Globalization;

namespace SecretGate.Detection.Checks;

/// <summary>The checks that rules name, with what each makes of its arguments: <c>name</c> or <c>name:argument,argument</c>.</summary>
internal static class Checks
{
    // "unconfirmed": nobody has shown a vector, so a checksum that does not hold only lowers confidence. "unspecified": not even its input
    // is published, so only one that holds says something.
    private const string Unconfirmed = "unconfirmed";
    private const string Unspecified = "unspecified";

    private static readonly Dictionary<string, Func<string[], ICheck>> Table = new(StringComparer.Ordinal)
    {
        ["azure-cask"] = _ => new AzureCaskCheck(),
        ["azure-devops-pat"] = _ => new AzureDevOpsPatCheck(),
        ["base58check"] = _ => new Base58Check(),
        ["base64-bytes"] = arguments => new Base64BytesCheck(int.Parse(arguments[0], CultureInfo.InvariantCulture)),
        ["base64-json"] = arguments => new Base64JsonCheck(arguments[0], arguments[1..]),
        ["base64-of"] = arguments => new Base64OfCheck(arguments[0], arguments[1]),
        ["bech32"] = _ => new Bech32Check(),
        ["bip39"] = _ => new Bip39Check(),
        ["bitlocker"] = _ => new BitLockerCheck(),
        ["confluent-secret"] = _ => new ConfluentSecretCheck(),
        ["crc16-base32"] = _ => new Crc16Base32Check(),
        ["crc32-base62"] = arguments => new Crc32Base62Check(Otherwise(arguments)),
        ["crc32-hex"] = arguments => new Crc32HexCheck(
            arguments.Contains("whole"), arguments.Contains("little-endian"), arguments.Contains("upper"), Otherwise(arguments)),
        ["entra-secret"] = _ => new EntraSecretCheck(),
        ["entropy"] = arguments => new EntropyCheck(double.Parse(arguments[0], CultureInfo.InvariantCulture)),
        ["ethereum-key"] = _ => new EthereumKeyCheck(),
        ["gitlab-routable"] = _ => new GitLabRoutableCheck(),
        ["jwt"] = arguments => new JwtCheck(arguments.ElementAtOrDefault(0), arguments.ElementAtOrDefault(1)),
        ["marvin32"] = arguments => new Marvin32Check(
            [.. arguments.Where(a => !IsFlag(a)).Select(Marvin32.Seed)], arguments.Contains("alphanumeric"), Otherwise(arguments)),
        ["mixed"] = _ => new MixedCheck(),
        ["no-hash-word"] = _ => new NoHashWordCheck(),
        ["not-placeholder"] = _ => new PlaceholderCheck(),
        ["not-published"] = _ => new PublishedCheck(),
        ["not-vendor-format"] = _ => new VendorFormatCheck(),
        ["pypi-macaroon"] = _ => new PypiMacaroonCheck(),
        ["random-base64"] = _ => new RandomBase64Check(),
        ["user-password"] = _ => new UserPasswordCheck(),
    };

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes the check that a rule names.</summary>
    /// <exception cref="FormatException">The name is unknown, or an argument is missing or wrong.</exception>
    public static ICheck Create(string spec)
    {
        var colon = spec.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? spec : spec[..colon];
        string[] arguments = colon < 0 ? [] : spec[(colon + 1)..].Split(',');
        if (!Table.TryGetValue(name, out var create))
        {
            throw new FormatException($"unknown check \"{name}\". Use one of: {string.Join(", ", Names)}.");
        }

        try
        {
            return create(arguments);
        }
        catch (IndexOutOfRangeException)
        {
            throw new FormatException($"check \"{name}\" lacks an argument: {name}:…");
        }
    }

    private static CheckOutcome Otherwise(string[] arguments) =>
        arguments.Contains(Unspecified) ? CheckOutcome.Plausible
        : arguments.Contains(Unconfirmed) ? CheckOutcome.Doubtful
        : CheckOutcome.Damaged;

    private static bool IsFlag(string argument) => argument is Unconfirmed or Unspecified or "alphanumeric";
}
