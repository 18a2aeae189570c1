using System.Security.Cryptography;

namespace SecretGate.Detection.Checks;

/// <summary>
/// Base58Check: the last 4 bytes are the first 4 of the double SHA-256 of the bytes before them (Bitcoin's WIF, extended private keys).
/// </summary>
/// <remarks>https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki#serialization-format</remarks>
internal sealed class Base58Check : ICheck
{
    private const int ChecksumBytes = 4;
    private const int MaximumBytes = 96;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        var length = Decode(candidate.Token, bytes);
        if (length <= ChecksumBytes)
        {
            return CheckOutcome.Damaged;
        }

        Span<byte> expected = stackalloc byte[ChecksumBytes];
        Checksum(bytes[..(length - ChecksumBytes)], expected);
        return bytes[(length - ChecksumBytes)..length].SequenceEqual(expected) ? CheckOutcome.Proven : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        var length = Decode(token, bytes);
        Checksum(bytes[..(length - ChecksumBytes)], checksum);
        checksum.CopyTo(bytes[(length - ChecksumBytes)..]);
        Encode(bytes[..length], token);
    }

    private static void Checksum(ReadOnlySpan<byte> payload, Span<byte> checksum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        SHA256.HashData(hash, hash);
        hash[..ChecksumBytes].CopyTo(checksum);
    }

    // Long division in place: the tokens are at most 111 characters long.
    private static int Decode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var length = 0;
        bytes.Clear();
        foreach (var digit in text)
        {
            var carry = Alphabet.Base58.ValueOf(digit);
            if (carry < 0)
            {
                return -1;
            }

            for (var i = 0; i < length; i++)
            {
                carry += bytes[i] * Alphabet.Base58.Size;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry > 0 && length == bytes.Length)
            {
                return -1;
            }

            if (carry > 0)
            {
                bytes[length++] = (byte)carry;
            }
        }

        bytes[..length].Reverse();
        return length;
    }

    private static void Encode(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        Span<byte> number = stackalloc byte[bytes.Length];
        bytes.CopyTo(number);
        for (var at = text.Length - 1; at >= 0; at--)
        {
            var remainder = 0;
            for (var i = 0; i < number.Length; i++)
            {
                remainder = (remainder << 8) | number[i];
                number[i] = (byte)(remainder / Alphabet.Base58.Size);
                remainder %= Alphabet.Base58.Size;
            }

            text[at] = Alphabet.Base58[remainder];
        }
    }
}
