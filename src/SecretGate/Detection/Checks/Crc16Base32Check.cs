using System.Buffers.Binary;

namespace SecretGate.Detection.Checks;

/// <summary>
/// Base32 whose last 2 bytes are the little-endian CRC-16/XMODEM of the bytes before them: Stellar's secret seeds, NATS' seeds.
/// </summary>
/// <remarks>https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md, https://docs.nats.io/running-a-nats-service/nats_admin/security/jwt</remarks>
internal sealed class Crc16Base32Check : ICheck
{
    private const int MaximumBytes = 64;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        var length = Alphabet.Base32.DecodeBits(candidate.Token, bytes);
        return length > sizeof(ushort)
            && BinaryPrimitives.ReadUInt16LittleEndian(bytes[(length - sizeof(ushort))..]) == Crc16(bytes[..(length - sizeof(ushort))])
            ? CheckOutcome.Proven
            : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        var length = Alphabet.Base32.DecodeBits(token, bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[(length - sizeof(ushort))..], Crc16(bytes[..(length - sizeof(ushort))]));
        Alphabet.Base32.EncodeBits(bytes[..length], token);
    }

    private static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value << 8;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1;
            }
        }

        return (ushort)crc;
    }
}
