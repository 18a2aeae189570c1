using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Ssh;

namespace SecretGate.Detection.Keys.Putty;

/// <summary>The private fields of each key type in PuTTY's form, which need the public ones beside them.</summary>
internal static class PuttySecrets
{
    /// <summary>The key; null when the fields are not there.</summary>
    public static ParsedKey? Read(string type, ReadOnlySpan<byte> publicBlob, ReadOnlySpan<byte> privateBlob)
    {
        var open = new SshReader(publicBlob);
        var secret = new SshReader(privateBlob);
        return !open.TryReadName(out var name) || name != type
            ? null
            : type switch
            {
                "ssh-rsa" => Rsa(open, secret),
                "ssh-dss" => Dsa(open, secret),
                "ssh-ed25519" => Edwards(Oids.Ed25519, 32, open, secret),
                "ssh-ed448" => Edwards(Oids.Ed448, 57, open, secret),
                _ when type.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) => Ec(open, secret),
                _ => null,
            };
    }

    private static ParsedKey? Rsa(SshReader open, SshReader secret) =>
        open.TryReadNumber(out var e) && open.TryReadNumber(out var n) && secret.TryReadNumber(out var d)
            ? RsaNumbers.Key(n, e, d, secret.TryReadNumber(out var p) ? p : 0)
            : null;

    private static ParsedKey? Dsa(SshReader open, SshReader secret) =>
        open.TryReadNumber(out var p)
        && open.TryReadNumber(out var q)
        && open.TryReadNumber(out var g)
        && open.TryReadNumber(out var y)
        && secret.TryReadNumber(out var x)
            ? DiscreteLogNumbers.Dsa(p, q, g, y, x)
            : null;

    private static ParsedKey? Ec(SshReader open, SshReader secret) =>
        open.TryReadName(out var name)
        && EcCurves.ByName(name) is { } curve
        && open.TryReadString(out var point)
        && secret.TryReadString(out var scalar)
            ? EcNumbers.Key(curve, scalar, point)
            : null;

    private static ParsedKey? Edwards(string oid, int size, SshReader open, SshReader secret)
    {
        if (!open.TryReadString(out var point) || !secret.TryReadString(out var written) || written.Length > size + 1)
        {
            return null;
        }

        // Older files drop trailing zero bytes of the seed, as an mpint drops leading ones.
        Span<byte> seed = stackalloc byte[size + 1];
        seed.Clear();
        written.CopyTo(seed);
        return EdwardsNumbers.Key(oid, seed[..size], point);
    }
}
