using System.Numerics;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Checks the numbers of an RSA key without a single modular power: hostile keys must stay as cheap as real ones.</summary>
internal static class RsaNumbers
{
    /// <summary>Largest modulus that is looked at: OpenSSL's own limit.</summary>
    public const int MaxBits = 16_384;

    /// <summary>Smallest modulus that counts as a key; smaller ones are exercises.</summary>
    public const int MinBits = 256;

    // Exponents beyond 64 bits are not met in practice, and the recovery below relies on a small one.
    private const int MaxExponentBits = 64;

    /// <summary>A key from its numbers; parts that are not known are zero.</summary>
    /// <returns>The key; its proof is <see cref="KeyProof.Wrong"/> where the numbers do not open the modulus.</returns>
    public static ParsedKey Key(BigInteger n, BigInteger e, BigInteger d, params ReadOnlySpan<BigInteger> primes)
    {
        var bits = (int)n.GetBitLength();
        if (n.Sign <= 0 || bits > MaxBits || e.Sign <= 0 || e.GetBitLength() > MaxBits)
        {
            return new ParsedKey("RSA", null, null, null, KeyProof.Wrong);
        }

        var opens = bits >= MinBits && !n.IsEven && (Factor(n, primes) || IsPrivateExponent(n, e, d));
        return new ParsedKey("RSA", bits, null, PublicKeyInfo.Rsa(n, e), opens ? KeyProof.Holds : KeyProof.Wrong);
    }

    /// <summary>True when the modulus is the product of the primes, or one of them divides it: then the rest follows.</summary>
    private static bool Factor(BigInteger n, ReadOnlySpan<BigInteger> primes)
    {
        foreach (var prime in primes)
        {
            if (prime > BigInteger.One && prime < n && (n % prime).IsZero)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when d is a private exponent of n: e·d − 1 is then a small multiple of φ(n) or λ(n), which gives p + q, and with p·q both.
    /// </summary>
    private static bool IsPrivateExponent(BigInteger n, BigInteger e, BigInteger d)
    {
        if (d <= BigInteger.One || d >= n || e.IsOne || e.GetBitLength() > MaxExponentBits)
        {
            return false;
        }

        var product = (e * d) - 1;
        for (var gcd = 1; gcd <= 16; gcd++)
        {
            // product = k · φ / gcd, and k · φ is a little less than k · n.
            var scaled = product * gcd;
            var k = (scaled / n) + 1;
            var phi = BigInteger.DivRem(scaled, k, out var rest);
            if (rest.IsZero && HasFactors(n, n - phi + 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasFactors(BigInteger n, BigInteger sum)
    {
        var square = (sum * sum) - (4 * n);
        if (sum.Sign <= 0 || square.Sign < 0)
        {
            return false;
        }

        var root = SquareRoot(square);
        return root * root == square;
    }

    private static BigInteger SquareRoot(BigInteger value)
    {
        if (value.IsZero)
        {
            return value;
        }

        // Newton from above: starts at a power of two not below the root, falls until it stands.
        var guess = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (guess + (value / guess)) >> 1;
            if (next >= guess)
            {
                return guess;
            }

            guess = next;
        }
    }
}
