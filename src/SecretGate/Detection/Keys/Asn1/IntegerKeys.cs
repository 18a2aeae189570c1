using System.Numerics;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Asn1;

/// <summary>
/// The syntaxes that are a row of integers behind a version: RSAPrivateKey (RFC 8017, appendix A.1.2: n, e, d, p, q, dP, dQ, qInv) and
/// the traditional one of DSA (p, q, g, y, x).
/// </summary>
internal static class IntegerKeys
{
    private const int DsaNumbers = 5;
    private const int RsaNumbersCount = 8;

    /// <summary>Reads the integers behind the version.</summary>
    public static DerPrivateKey? Read(DerReader body, int length, bool isCut)
    {
        Span<BigInteger> numbers = new BigInteger[RsaNumbersCount];
        var count = 0;
        while (count < numbers.Length && body.NextTag == DerReader.Integer && body.TryReadNumber(out var number))
        {
            numbers[count++] = number;
        }

        if (!isCut)
        {
            return count switch
            {
                RsaNumbersCount => Rsa(numbers, length),
                DsaNumbers when body.IsAtEnd => Dsa(numbers, length),
                _ => null,
            };
        }

        return count >= 2 && LooksLikeRsa(numbers) ? CutRsa(numbers, count, body.IsCut, length) : null;
    }

    private static DerPrivateKey.Open Rsa(Span<BigInteger> numbers, int length) =>
        new("PKCS#1", length, RsaNumbers.Key(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));

    private static DerPrivateKey.Open Dsa(Span<BigInteger> numbers, int length) =>
        new("DSA", length, DiscreteLogNumbers.Dsa(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));

    private static bool LooksLikeRsa(Span<BigInteger> numbers) =>
        numbers[0].GetBitLength() is >= RsaNumbers.MinBits and <= RsaNumbers.MaxBits && numbers[1].GetBitLength() is > 1 and <= 64;

    // Whoever has d or a prime has the whole key; less than that is a part of the secret.
    private static DerPrivateKey? CutRsa(Span<BigInteger> numbers, int count, bool endsInNumber, int length)
    {
        var key = RsaNumbers.Key(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        if (key.Proof == KeyProof.Holds)
        {
            return new DerPrivateKey.Open("PKCS#1", length, key);
        }

        return count > 2 || endsInNumber ? new DerPrivateKey.Cut("PKCS#1", length, key with { Proof = KeyProof.Unchecked }) : null;
    }
}
