using System.Numerics;
using System.Text;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Small;

/// <summary>Private keys of DNSSEC as BIND keeps them: names and base64, one to a line.</summary>
internal sealed class DnssecFormat : KeyFormat
{
    private const string Format = "DNSSEC";
    private const int MaxFileBytes = 8 << 10;

    private static ReadOnlySpan<byte> Begin => "Private-key-format: v1."u8;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Begin.ToArray()];

    public override int BeforeBytes => 0;

    public override int AfterBytes => MaxFileBytes;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var file = window[anchor..Math.Min(window.Length, anchor + MaxFileBytes)];
        var next = file[Begin.Length..].IndexOf(Begin);
        file = next < 0 ? file : file[..(Begin.Length + next)];
        return ReadKey(file, out var end) is { } key ? [new Extent(anchor, end).Of(KeySecrets.Open(key, Format, default))] : [];
    }

    // Algorithm numbers: IANA, DNS Security Algorithm Numbers.
    private static ParsedKey? ReadKey(ReadOnlySpan<byte> file, out int end)
    {
        end = 0;
        if (!TryFind(file, "Algorithm:", out var algorithm, ref end))
        {
            return null;
        }

        var number = algorithm.TrimStart((byte)' ');
        var isShort = number.Length < 2 || !char.IsAsciiDigit((char)number[1]);
        return Encoding.ASCII.GetString(number[..(isShort ? 1 : 2)]) switch
        {
            "1" or "5" or "7" or "8" or "10" => RsaNumbers.Key(
                Number(file, "Modulus:", ref end),
                Number(file, "PublicExponent:", ref end),
                Number(file, "PrivateExponent:", ref end),
                Number(file, "Prime1:", ref end),
                Number(file, "Prime2:", ref end)),
            "13" => EcCurves.ByName("P-256") is { } p256 ? EcNumbers.Key(p256, Bytes(file, "PrivateKey:", ref end)) : null,
            "14" => EcCurves.ByName("P-384") is { } p384 ? EcNumbers.Key(p384, Bytes(file, "PrivateKey:", ref end)) : null,
            "15" => EdwardsNumbers.Key(Oids.Ed25519, Bytes(file, "PrivateKey:", ref end)),
            "16" => EdwardsNumbers.Key(Oids.Ed448, Bytes(file, "PrivateKey:", ref end)),
            _ => null,
        };
    }

    private static BigInteger Number(ReadOnlySpan<byte> file, string name, ref int end) =>
        new(Bytes(file, name, ref end), isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(ReadOnlySpan<byte> file, string name, ref int end)
    {
        using var bytes = new Scratch(256);
        if (TryFind(file, name, out var value, ref end))
        {
            Base64Text.Decode(value, bytes);
        }

        return bytes.Span.ToArray();
    }

    private static bool TryFind(ReadOnlySpan<byte> file, string name, out ReadOnlySpan<byte> value, ref int end)
    {
        value = default;
        var at = file.IndexOf(Encoding.ASCII.GetBytes(name));
        if (at < 0)
        {
            return false;
        }

        value = file[(at + name.Length)..];
        var lineEnd = value.IndexOfAny((byte)'\n', (byte)'\r');
        value = lineEnd < 0 ? value : value[..lineEnd];
        end = Math.Max(end, at + name.Length + value.Length);
        return value.Length > 1;
    }
}
