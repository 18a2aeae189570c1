using System.Buffers.Binary;
using System.Text;

namespace SecretGate.Decoding.Archives;

/// <summary>Local file header of a zip member (APPNOTE.TXT 6.3.10, section 4.3.7).</summary>
internal sealed record ZipLocalHeader
{
    /// <summary>Bytes in front of the name.</summary>
    public const int FixedBytes = 30;

    /// <summary>Bytes that <see cref="IsPlausible"/> wants to see (fewer at the end of a file).</summary>
    public const int PlausibleBytes = FixedBytes + PlausibleNameBytes;

    private const int PlausibleNameBytes = 24;
    private const int Zip64Extra = 1;

    /// <summary>Offset of the header in the file.</summary>
    public required long Offset { get; init; }

    /// <summary>Name; invalid UTF-8 as U+FFFD.</summary>
    public required string Name { get; init; }

    /// <summary>Compression method.</summary>
    public required int Method { get; init; }

    /// <summary>General purpose bits.</summary>
    public required int Flags { get; init; }

    /// <summary>CRC-32; 0 when it stands behind the data.</summary>
    public required uint Crc { get; init; }

    /// <summary>Compressed size; null when it stands behind the data.</summary>
    public required long? StoredBytes { get; init; }

    /// <summary>Uncompressed size; null when it stands behind the data.</summary>
    public required long? ExpandedBytes { get; init; }

    /// <summary>Start of every local header.</summary>
    public static ReadOnlySpan<byte> Signature => "PK\u0003\u0004"u8;

    /// <summary>True when the data is encrypted.</summary>
    public bool IsEncrypted => (Flags & 1) != 0;

    /// <summary>True when a descriptor with checksum and sizes stands behind the data.</summary>
    public bool HasDescriptor => (Flags & 8) != 0;

    /// <summary>
    /// True when bytes that start with the signature look like a header, for places where none must be: every library that reads zips has
    /// the four bytes of the signature in it.
    /// </summary>
    public static bool IsPlausible(ReadOnlySpan<byte> head)
    {
        const int KnownFlags = 0x280F;
        if (head.Length <= FixedBytes || !head.StartsWith(Signature))
        {
            return false;
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        var name = head[FixedBytes..][..Math.Min(head.Length - FixedBytes, Math.Min((int)nameLength, PlausibleNameBytes))];
        return head[4] is >= 10 and <= 63 && head[5] <= 20
            && (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]) & ~KnownFlags) == 0
            && BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) is 0 or 8 or 9 or 12 or 14 or (>= 93 and <= 99)
            && nameLength is > 0 and < 4096 && name.Length > 0 && !name.ContainsAnyInRange((byte)0, (byte)0x1F);
    }

    /// <summary>Takes a header from the source, with name and extra fields.</summary>
    public static ZipLocalHeader Take(ForwardStream source)
    {
        var offset = source.Position;
        var head = source.Peek(FixedBytes);
        if (head.Length < FixedBytes)
        {
            throw new InvalidDataException("the zip is cut inside a local header");
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        var length = FixedBytes + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        head = source.Peek(length);
        if (head.Length < length)
        {
            throw new InvalidDataException("the zip is cut inside a local header");
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        var (stored, expanded) = Sizes(head, head[(FixedBytes + nameLength)..]);
        var isKnown = (flags & 8) == 0 || stored != 0;
        var header = new ZipLocalHeader
        {
            Offset = offset,
            Name = Encoding.UTF8.GetString(head.Slice(FixedBytes, nameLength)),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]),
            Flags = flags,
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(head[14..]),
            StoredBytes = isKnown ? stored : null,
            ExpandedBytes = isKnown ? expanded : null,
        };
        source.Advance(length);
        return header;
    }

    private static (long Stored, long Expanded) Sizes(ReadOnlySpan<byte> head, ReadOnlySpan<byte> extra)
    {
        long stored = BinaryPrimitives.ReadUInt32LittleEndian(head[18..]);
        long expanded = BinaryPrimitives.ReadUInt32LittleEndian(head[22..]);
        for (; extra.Length >= 4; extra = extra[Math.Min(extra.Length, 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))..])
        {
            var field = extra[4..Math.Min(extra.Length, 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))];
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) != Zip64Extra || field.Length < 8)
            {
                continue;
            }

            // Only the fields that do not fit stand here, the uncompressed size first.
            if (expanded == uint.MaxValue)
            {
                expanded = BinaryPrimitives.ReadInt64LittleEndian(field);
                field = field[8..];
            }

            if (stored == uint.MaxValue && field.Length >= 8)
            {
                stored = BinaryPrimitives.ReadInt64LittleEndian(field);
            }
        }

        return stored < 0 || expanded < 0 ? throw new InvalidDataException("a size in a local header of the zip is negative") : (stored, expanded);
    }
}
