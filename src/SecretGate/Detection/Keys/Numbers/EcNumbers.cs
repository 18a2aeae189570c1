using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Math.EC.Multiplier;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Checks the numbers of keys on named Weierstrass curves.</summary>
internal static class EcNumbers
{
    /// <summary>The key of a private scalar.</summary>
    /// <param name="curve">Its curve.</param>
    /// <param name="scalar">Private number, big-endian.</param>
    /// <param name="claimed">Public point that stands beside it, in any form; empty when there is none.</param>
    public static ParsedKey Key(EcCurve curve, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> claimed = default)
    {
        var d = new BigInteger(1, scalar);
        if (d.SignValue <= 0 || d.CompareTo(curve.Parameters.N) >= 0)
        {
            return new ParsedKey("EC", null, curve.Name, null, KeyProof.Wrong);
        }

        var point = new FixedPointCombMultiplier().Multiply(curve.Parameters.G, d).Normalize();
        var matches = claimed.IsEmpty || point.GetEncoded(false).AsSpan().SequenceEqual(Uncompressed(curve, claimed));
        var proof = matches && Randomness.LooksRandom(scalar) ? KeyProof.Holds : KeyProof.Wrong;
        return new ParsedKey("EC", curve.Bits, curve.Name, PublicKeyInfo.Ec(curve.Oid, point.GetEncoded(false)), proof);
    }

    /// <summary>SubjectPublicKeyInfo of a public point in any form; null when it is not on the curve.</summary>
    public static byte[]? PublicKey(EcCurve curve, ReadOnlySpan<byte> point) =>
        Uncompressed(curve, point) is { Length: > 0 } uncompressed ? PublicKeyInfo.Ec(curve.Oid, uncompressed) : null;

    private static byte[] Uncompressed(EcCurve curve, ReadOnlySpan<byte> point)
    {
        try
        {
            return curve.Parameters.Curve.DecodePoint(point.ToArray()).GetEncoded(false);
        }
        catch (Exception e) when (HostileInput.IsRefusal(e))
        {
            return [];
        }
    }
}

/// <summary>A named curve.</summary>
/// <param name="Oid">Its object identifier.</param>
/// <param name="Name">The name people use: <c>P-256</c>, <c>secp256k1</c>.</param>
/// <param name="Bits">Size of its field.</param>
/// <param name="Parameters">Field, coefficients, generator, order.</param>
internal sealed record EcCurve(string Oid, string Name, int Bits, X9ECParameters Parameters);
