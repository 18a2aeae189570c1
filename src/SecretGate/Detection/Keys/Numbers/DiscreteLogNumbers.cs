using System.Numerics;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Checks the numbers of DSA and Diffie-Hellman keys.</summary>
internal static class DiscreteLogNumbers
{
    private const int MaxBits = 4_096;
    private const int MaxDsaExponentBits = 512;

    /// <summary>A DSA key; <paramref name="y"/> may be zero when it is not known.</summary>
    public static ParsedKey Dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y, BigInteger x)
    {
        var isShaped = IsGroup(p, g) && q > 1 && x.Sign > 0 && x < q && q.GetBitLength() <= MaxDsaExponentBits;
        return isShaped
            ? Key("DSA", p, y, BigInteger.ModPow(g, x, p), value => PublicKeyInfo.Dsa(p, q, g, value))
            : new ParsedKey("DSA", null, null, null, KeyProof.Wrong);
    }

    /// <summary>A Diffie-Hellman key.</summary>
    public static ParsedKey Dh(BigInteger p, BigInteger g, BigInteger x) =>
        IsGroup(p, g) && x > 1 && x < p
            ? Key("DH", p, BigInteger.Zero, BigInteger.ModPow(g, x, p), value => PublicKeyInfo.Dh(p, g, value))
            : new ParsedKey("DH", null, null, null, KeyProof.Wrong);

    /// <summary>An ElGamal key as OpenPGP has it, which has no SubjectPublicKeyInfo in use.</summary>
    public static ParsedKey ElGamal(BigInteger p, BigInteger g, BigInteger y, BigInteger x)
    {
        if (!IsGroup(p, g) || x <= 1 || x >= p)
        {
            return new ParsedKey("ElGamal", null, null, null, KeyProof.Wrong);
        }

        var key = Key("ElGamal", p, y, BigInteger.ModPow(g, x, p), value => PublicKeyInfo.Dh(p, g, value));
        return new ParsedKey("ElGamal", key.Bits, null, null, key.Proof) { Identity = key.SpkiSha256 };
    }

    // Even moduli and one-bit generators make cheap nonsense; sizes bound the work of one modular power.
    private static bool IsGroup(BigInteger p, BigInteger g) =>
        p.Sign > 0 && !p.IsEven && p.GetBitLength() is >= 256 and <= MaxBits && g > 1 && g < p;

    private static ParsedKey Key(string algorithm, BigInteger p, BigInteger y, BigInteger computed, Func<BigInteger, byte[]> spki)
    {
        var proof = y.IsZero ? KeyProof.Unchecked : y == computed ? KeyProof.Holds : KeyProof.Wrong;
        return new ParsedKey(algorithm, (int)p.GetBitLength(), null, spki(y.IsZero ? computed : y), proof);
    }
}
