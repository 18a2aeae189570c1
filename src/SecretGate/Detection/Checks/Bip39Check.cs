using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Detection.Checks;

/// <summary>
/// A mnemonic of BIP-39: 12, 15, 18, 21 or 24 words of its list, 11 bits each, the last of which end in the first bits of the entropy's
/// SHA-256. The phrases that test tools publish are no secrets.
/// </summary>
/// <remarks>https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki</remarks>
internal sealed class Bip39Check : ICheck
{
    private const int BitsPerWord = 11;
    private const int MostWords = 24;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var words = Words(candidate.Token);
        if (words.Length is not (12 or 15 or 18 or 21 or 24) || IsPublished(words))
        {
            return CheckOutcome.NoSecret;
        }

        Span<bool> bits = stackalloc bool[MostWords * BitsPerWord];
        for (var i = 0; i < words.Length; i++)
        {
            var index = Bip39Words.IndexOf(words[i]);
            if (index < 0)
            {
                return CheckOutcome.NoSecret;
            }

            for (var bit = 0; bit < BitsPerWord; bit++)
            {
                bits[(i * BitsPerWord) + bit] = (index >> (BitsPerWord - 1 - bit) & 1) == 1;
            }
        }

        bits = bits[..(words.Length * BitsPerWord)];
        return HasChecksum(bits) ? CheckOutcome.Proven : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // A phrase is made of words, not of characters: its tests build it.
    }

    private static string[] Words(ReadOnlySpan<byte> token) =>
        Encoding.Latin1.GetString(token).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // "test test … junk" (Hardhat, Foundry), "abandon abandon … about": few different words.
    private static bool IsPublished(string[] words) => words.Distinct(StringComparer.Ordinal).Count() < words.Length / 2;

    private static bool HasChecksum(ReadOnlySpan<bool> bits)
    {
        var checksumBits = bits.Length / 33;
        Span<byte> entropy = stackalloc byte[(bits.Length - checksumBits) / 8];
        for (var i = 0; i < entropy.Length * 8; i++)
        {
            entropy[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(entropy, hash);
        for (var i = 0; i < checksumBits; i++)
        {
            if (bits[^(checksumBits - i)] != ((hash[0] >> (7 - i) & 1) == 1))
            {
                return false;
            }
        }

        return true;
    }
}
