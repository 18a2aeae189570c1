using System.Security.Cryptography;
using System.Text;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Small;

/// <summary>Identities of age (age-encryption.org/v1): Bech32 over an X25519 scalar, or over the seed of a hybrid key.</summary>
internal sealed class AgeFormat : KeyFormat
{
    private const int SecretBytes = 32;
    private const int Digits = 58;
    private const string Format = "age";

    private static readonly (string Anchor, bool IsHybrid)[] Kinds =
    [
        ("AGE-SECRET-KEY-1", false), ("age-secret-key-1", false), ("AGE-SECRET-KEY-PQ-1", true), ("age-secret-key-pq-1", true),
    ];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [.. Kinds.Select(k => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(k.Anchor))];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 128;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        foreach (var (name, isHybrid) in Kinds)
        {
            var text = window[anchor..];
            if (text.StartsWith(Encoding.ASCII.GetBytes(name)))
            {
                var digits = text[name.Length..];
                return Bech32.RunLength(digits) == Digits ? [Read(name, isHybrid, digits[..Digits], anchor)] : [];
            }
        }

        return [];
    }

    private static KeyReading Read(string name, bool isHybrid, ReadOnlySpan<byte> digits, int anchor)
    {
        var human = Encoding.ASCII.GetBytes(name[..^1].ToLowerInvariant());
        var secret = Bech32.Decode(human, digits, out var isValid);
        var key = isHybrid
            ? new ParsedKey("ML-KEM-768 + X25519", null, null, null, KeyProof.Holds) { Identity = Convert.ToHexStringLower(SHA256.HashData(secret)) }
            : EdwardsNumbers.Key(Oids.X25519, secret);
        var proven = (key ?? throw new InvalidDataException("not 32 bytes")) with
        {
            Proof = isValid && secret.Length == SecretBytes && Randomness.LooksRandom(secret) ? KeyProof.Holds : KeyProof.Wrong,
        };
        return new Extent(anchor, name.Length + Digits).Of(KeySecrets.Open(proven, Format, secret));
    }
}
