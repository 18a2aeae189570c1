using System.Buffers.Binary;

namespace SecretGate.Detection.Checks;

/// <summary>
/// The token is base64, and its last 4 bytes are the little-endian Marvin32 hash of the bytes before them under one of the seeds: Azure's
/// identifiable keys.
/// </summary>
/// <remarks>https://github.com/microsoft/security-utilities/blob/v1.18.0/docs/</remarks>
internal sealed class Marvin32Check(IReadOnlyList<ulong> seeds, bool isAlphanumeric, CheckOutcome otherwise) : ICheck
{
    private const int MaximumBytes = 96;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        var length = Base64Text.Decode(candidate.Token, bytes);
        if (length <= sizeof(uint))
        {
            return otherwise;
        }

        var stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - sizeof(uint))..length]);
        foreach (var seed in seeds)
        {
            if (Marvin32.Hash(bytes[..(length - sizeof(uint))], seed) == stored)
            {
                return CheckOutcome.Proven;
            }
        }

        return otherwise;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        for (var attempt = 0; ; attempt++)
        {
            // Services that want letters and digits alone draw keys until the checksum has no other character.
            token[0] = Alphabet.Base62[attempt % Alphabet.Base62.Size];
            token[1] = Alphabet.Base62[attempt / Alphabet.Base62.Size];
            var length = Base64Text.Decode(token, bytes);
            BinaryPrimitives.WriteUInt32LittleEndian(
                bytes[(length - sizeof(uint))..], Marvin32.Hash(bytes[..(length - sizeof(uint))], seeds[0]));
            Base64Text.Encode(bytes[..length], token);
            if (!isAlphanumeric || token.IndexOfAny("+/-_"u8) < 0)
            {
                return;
            }
        }
    }
}
