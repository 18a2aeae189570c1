using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Ssh;

/// <summary>Host keys of Dropbear: the public fields of SSH, then the private ones, in binary.</summary>
internal sealed class DropbearFormat : KeyFormat
{
    private const string Format = "Dropbear";
    private static readonly string[] Types = ["ssh-rsa", "ssh-dss", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [.. Types.Select(Name)];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 16 << 10;

    // Everything with this beginning is a public key unless fields follow that prove a private one.
    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var reader = new SshReader(window[anchor..]);
        if (!reader.TryReadName(out var type) || ReadKey(type, ref reader) is not { Proof: KeyProof.Holds } key)
        {
            return [];
        }

        return [new Extent(anchor, reader.Position).Of(KeySecrets.Open(key, Format, default))];
    }

    private static ParsedKey? ReadKey(string type, ref SshReader reader) => type switch
    {
        "ssh-rsa" => reader.TryReadNumber(out var e)
            && reader.TryReadNumber(out var n)
            && reader.TryReadNumber(out var d)
            && reader.TryReadNumber(out var p)
            && reader.TryReadNumber(out _)
                ? RsaNumbers.Key(n, e, d, p)
                : null,
        "ssh-dss" => reader.TryReadNumber(out var prime)
            && reader.TryReadNumber(out var q)
            && reader.TryReadNumber(out var g)
            && reader.TryReadNumber(out var y)
            && reader.TryReadNumber(out var x)
                ? DiscreteLogNumbers.Dsa(prime, q, g, y, x)
                : null,
        "ssh-ed25519" => reader.TryReadString(out var secret) && secret.Length == 64
            ? EdwardsNumbers.Key(Oids.Ed25519, secret[..32], secret[32..])
            : null,
        _ => reader.TryReadName(out var name)
            && EcCurves.ByName(name) is { } curve
            && reader.TryReadString(out var point)
            && reader.TryReadString(out var scalar)
            && point.Length > scalar.Length
                ? EcNumbers.Key(curve, scalar, point)
                : null,
    };

    private static ReadOnlyMemory<byte> Name(string type) => (byte[])[0, 0, 0, (byte)type.Length, .. System.Text.Encoding.ASCII.GetBytes(type)];
}
