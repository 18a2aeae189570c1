using System.Buffers.Binary;
using System.IO.Hashing;

namespace SecretGate.Detection.Checks;

/// <summary>
/// Azure DevOps' older token: 52 characters of base32 (32 bytes), 4 of which, scattered, are the CRC-32 of the others under a mask that tells
/// a user's token from an application's.
/// </summary>
/// <remarks>https://github.com/microsoft/security-utilities/blob/v1.18.0/docs/</remarks>
internal sealed class AzureDevOpsPatCheck : ICheck
{
    private const int Size = 32;
    private const uint UserMask = 0xE0B9692D;
    private const uint ApplicationMask = 0x1019F92E;

    // Positions of the checksum's bytes, low byte first.
    private static ReadOnlySpan<byte> ChecksumAt => [22, 8, 7, 2];

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (Alphabet.LowerBase32.DecodeBits(candidate.Token, bytes) != Size)
        {
            return CheckOutcome.NoSecret;
        }

        Span<byte> stored = stackalloc byte[sizeof(uint)];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = bytes[ChecksumAt[i]];
        }

        var mask = Checksum(bytes) ^ BinaryPrimitives.ReadUInt32LittleEndian(stored);
        return mask is UserMask or ApplicationMask ? CheckOutcome.Proven : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Alphabet.LowerBase32.DecodeBits(token, bytes);
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Checksum(bytes) ^ UserMask);
        for (var i = 0; i < checksum.Length; i++)
        {
            bytes[ChecksumAt[i]] = checksum[i];
        }

        Alphabet.LowerBase32.EncodeBits(bytes, token);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        Span<byte> covered = stackalloc byte[Size];
        var length = 0;
        for (var i = 0; i < Size; i++)
        {
            if (ChecksumAt.IndexOf((byte)i) < 0)
            {
                covered[length++] = bytes[i];
            }
        }

        return Crc32.HashToUInt32(covered[..length]);
    }
}
