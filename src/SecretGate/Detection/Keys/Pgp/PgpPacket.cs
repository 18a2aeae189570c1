using System.Buffers.Binary;

namespace SecretGate.Detection.Keys.Pgp;

/// <summary>A packet of OpenPGP in the old or the new format (RFC 9580, section 4.2).</summary>
/// <param name="tag">Its type.</param>
/// <param name="body">Its content.</param>
/// <param name="length">Bytes it takes, header included.</param>
internal readonly ref struct PgpPacket(int tag, ReadOnlySpan<byte> body, int length)
{
    public const int SecretKey = 5;
    public const int SecretSubkey = 7;

    /// <summary>Its type.</summary>
    public int Tag { get; } = tag;

    /// <summary>Its content.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Bytes it takes, header included.</summary>
    public int Length { get; } = length;

    /// <summary>Reads the packet at the start; false when there is none, or it is cut. Key packets have no partial lengths.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PgpPacket packet)
    {
        packet = default;
        if (bytes.Length < 2 || (bytes[0] & 0x80) == 0)
        {
            return false;
        }

        var isNew = (bytes[0] & 0x40) != 0;
        var tag = isNew ? bytes[0] & 0x3F : (bytes[0] >> 2) & 0xF;
        var (header, length) = isNew ? NewLength(bytes) : OldLength(bytes);
        if (header == 0 || length > bytes.Length - header)
        {
            return false;
        }

        packet = new PgpPacket(tag, bytes.Slice(header, (int)length), header + (int)length);
        return true;
    }

    private static (int Header, long Length) OldLength(ReadOnlySpan<byte> bytes) => (bytes[0] & 3) switch
    {
        0 => (2, bytes[1]),
        1 when bytes.Length >= 3 => (3, BinaryPrimitives.ReadUInt16BigEndian(bytes[1..])),
        2 when bytes.Length >= 5 => (5, BinaryPrimitives.ReadUInt32BigEndian(bytes[1..])),
        _ => (0, 0),
    };

    private static (int Header, long Length) NewLength(ReadOnlySpan<byte> bytes) => bytes[1] switch
    {
        < 192 => (2, bytes[1]),
        < 224 when bytes.Length >= 3 => (3, ((bytes[1] - 192) << 8) + bytes[2] + 192),
        255 when bytes.Length >= 6 => (6, BinaryPrimitives.ReadUInt32BigEndian(bytes[2..])),
        _ => (0, 0),
    };
}
