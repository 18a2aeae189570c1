using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Keys that are a string of random bytes: Ed25519, Ed448, X25519, X448 (RFC 8032, RFC 7748).</summary>
internal static class EdwardsNumbers
{
    /// <summary>The key of a private string; null when the algorithm is another one or the size is wrong.</summary>
    /// <param name="oid">Algorithm.</param>
    /// <param name="secret">Seed or scalar.</param>
    /// <param name="claimed">Public half that stands beside it; empty when there is none.</param>
    public static ParsedKey? Key(string oid, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> claimed = default)
    {
        if (PublicOf(oid, secret) is not var (name, real))
        {
            return null;
        }

        var isRandom = Randomness.LooksRandom(secret);
        var matches = claimed.IsEmpty || claimed.SequenceEqual(real);
        return new ParsedKey(name, null, null, PublicKeyInfo.Raw(oid, real), isRandom && matches ? KeyProof.Holds : KeyProof.Wrong);
    }

    /// <summary>The key of an expanded Ed25519 secret, scalar and prefix, as Tor stores it.</summary>
    /// <remarks>
    /// The scalar's X25519 point stands for the public half: the two curves are one, and only the sign of the Edwards point is lost.
    /// </remarks>
    public static ParsedKey ExpandedEd25519(ReadOnlySpan<byte> scalarAndPrefix)
    {
        var scalar = scalarAndPrefix[..X25519.ScalarSize];
        var isClamped = (scalar[0] & 7) == 0 && (scalar[31] & 0xC0) == 0x40;
        Span<byte> point = stackalloc byte[X25519.PointSize];
        X25519.ScalarMultBase(scalar, point);
        return new ParsedKey(
            "Ed25519", null, null, null, isClamped && Randomness.LooksRandom(scalarAndPrefix) ? KeyProof.Holds : KeyProof.Wrong)
        {
            Identity = Convert.ToHexStringLower(SHA256.HashData(point)),
        };
    }

    private static (string Name, byte[] PublicKey)? PublicOf(string oid, ReadOnlySpan<byte> secret)
    {
        switch (oid)
        {
            case Oids.Ed25519 when secret.Length == Ed25519.SecretKeySize:
                var ed25519 = new byte[Ed25519.PublicKeySize];
                Ed25519.GeneratePublicKey(secret, ed25519);
                return ("Ed25519", ed25519);
            case Oids.Ed448 when secret.Length == Ed448.SecretKeySize:
                var ed448 = new byte[Ed448.PublicKeySize];
                Ed448.GeneratePublicKey(secret, ed448);
                return ("Ed448", ed448);
            case Oids.X25519 when secret.Length == X25519.ScalarSize:
                var x25519 = new byte[X25519.PointSize];
                X25519.ScalarMultBase(secret, x25519);
                return ("X25519", x25519);
            case Oids.X448 when secret.Length == X448.ScalarSize:
                var x448 = new byte[X448.PointSize];
                X448.ScalarMultBase(secret, x448);
                return ("X448", x448);
            default:
                return null;
        }
    }
}
