using System.Numerics;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Ssh;

/// <summary>A public key as SSH writes it (RFC 4253, section 6.6; RFC 5656; RFC 8709).</summary>
internal static class SshPublicKey
{
    private const string EcdsaPrefix = "ecdsa-sha2-";

    /// <summary>The key of a blob that begins with its type; null when it is none that is known.</summary>
    public static ParsedKey? Read(ReadOnlySpan<byte> blob)
    {
        var reader = new SshReader(blob);
        return reader.TryReadName(out var type) ? Read(type, ref reader) : null;
    }

    private static ParsedKey? Read(string type, ref SshReader reader) => type switch
    {
        "ssh-rsa" => Rsa(ref reader),
        "ssh-dss" => Dsa(ref reader),
        "ssh-ed25519" or "sk-ssh-ed25519@openssh.com" => Edwards("Ed25519", Oids.Ed25519, 32, ref reader),
        "ssh-ed448" => Edwards("Ed448", Oids.Ed448, 57, ref reader),
        "sk-ecdsa-sha2-nistp256@openssh.com" => Ec(ref reader),
        _ when type.StartsWith(EcdsaPrefix, StringComparison.Ordinal) => Ec(ref reader),
        _ => null,
    };

    private static ParsedKey? Rsa(ref SshReader reader) =>
        reader.TryReadNumber(out var e) && reader.TryReadNumber(out var n) && n.GetBitLength() is >= RsaNumbers.MinBits and <= RsaNumbers.MaxBits
            ? new ParsedKey("RSA", (int)n.GetBitLength(), null, PublicKeyInfo.Rsa(n, e), KeyProof.Unchecked)
            : null;

    private static ParsedKey? Dsa(ref SshReader reader) =>
        reader.TryReadNumber(out var p)
        && reader.TryReadNumber(out var q)
        && reader.TryReadNumber(out var g)
        && reader.TryReadNumber(out var y)
        && y > BigInteger.One
            ? new ParsedKey("DSA", (int)p.GetBitLength(), null, PublicKeyInfo.Dsa(p, q, g, y), KeyProof.Unchecked)
            : null;

    private static ParsedKey? Ec(ref SshReader reader) =>
        reader.TryReadName(out var name)
        && EcCurves.ByName(name) is { } curve
        && reader.TryReadString(out var point)
        && EcNumbers.PublicKey(curve, point) is { } spki
            ? new ParsedKey("EC", curve.Bits, curve.Name, spki, KeyProof.Unchecked)
            : null;

    private static ParsedKey? Edwards(string name, string oid, int size, ref SshReader reader) =>
        reader.TryReadString(out var key) && key.Length == size
            ? new ParsedKey(name, null, null, PublicKeyInfo.Raw(oid, key), KeyProof.Unchecked)
            : null;
}
