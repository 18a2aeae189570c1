using System.Buffers.Binary;
using System.Numerics;

namespace SecretGate.Decoding.Streams;

/// <summary>Header of a zstd frame (RFC 8878 section 3.1.1.1).</summary>
/// <param name="Length">Its bytes, the magic number among them.</param>
/// <param name="WindowBytes">How far back the frame may refer.</param>
/// <param name="HasChecksum">True when a checksum stands behind the last block.</param>
internal readonly record struct ZstdFrameHeader(int Length, ulong WindowBytes, bool HasChecksum)
{
    /// <summary>Bytes of the longest one.</summary>
    public const int MaxLength = 18;

    private const int ChecksumFlag = 4;
    private const int SingleSegmentFlag = 0x20;

    private static ReadOnlySpan<byte> Magic => [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>The magic number.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Reads one.</summary>
    /// <exception cref="UnreadException">The frame needs a dictionary.</exception>
    public static ZstdFrameHeader Parse(ReadOnlySpan<byte> head)
    {
        if (head.Length < 6 || !IsMatch(head))
        {
            throw new InvalidDataException("the zstd frame header is cut or damaged");
        }

        var descriptor = head[4];
        var isSingleSegment = (descriptor & SingleSegmentFlag) != 0;
        var windowLength = isSingleSegment ? 0 : 1;
        var dictionaryLength = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        var sizeLength = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var length = 5 + windowLength + dictionaryLength + sizeLength;
        if (head.Length < length)
        {
            throw new InvalidDataException("the zstd frame header is cut");
        }

        if (head.Slice(5 + windowLength, dictionaryLength).ContainsAnyExcept((byte)0))
        {
            throw new UnreadException(UnreadReason.Unsupported, "the zstd frame needs a dictionary");
        }

        var window = isSingleSegment ? ReadSize(head.Slice(length - sizeLength, sizeLength)) : WindowOf(head[5]);
        return new ZstdFrameHeader(length, window, (descriptor & ChecksumFlag) != 0);
    }

    /// <summary>
    /// A header for the same blocks that asks for a window of at most so many bytes (but 128 KiB, for the largest block), and that window.
    /// </summary>
    public (byte[] Header, long WindowBytes) WithWindow(int maxBytes)
    {
        const int MaxBlockBytes = 128 << 10;
        var exponent = BitOperations.Log2((uint)Math.Max(maxBytes, MaxBlockBytes));
        return ([.. Magic, (byte)(HasChecksum ? ChecksumFlag : 0), (byte)((exponent - 10) << 3)], 1L << exponent);
    }

    private static ulong WindowOf(byte descriptor)
    {
        var floor = 1UL << (10 + (descriptor >> 3));
        return floor + (floor / 8 * (ulong)(descriptor & 7));
    }

    private static ulong ReadSize(ReadOnlySpan<byte> field) => field.Length switch
    {
        1 => field[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(field) + 256UL,
        4 => BinaryPrimitives.ReadUInt32LittleEndian(field),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(field),
    };
}
