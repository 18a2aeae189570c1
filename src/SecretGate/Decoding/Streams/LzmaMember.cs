using System.Buffers.Binary;
using System.Numerics;
using SharpCompress.Compressors.LZMA;

namespace SecretGate.Decoding.Streams;

/// <summary>The file format of LZMA before xz: properties, window, size, data. It has no checksum.</summary>
internal static class LzmaMember
{
    private const int HeaderBytes = 13;
    private const ulong UnknownSize = ulong.MaxValue;

    /// <summary>
    /// There is no magic number; as other tools do, only what encoders write is taken: default properties, a window of one or one and a half
    /// powers of two, no size or one under 256 GiB, and the zero byte that all data starts with.
    /// </summary>
    public static bool IsMatch(ReadOnlySpan<byte> head)
    {
        if (head.Length <= HeaderBytes || head[0] != 0x5D || head[HeaderBytes] != 0)
        {
            return false;
        }

        var window = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(head[5..]);
        var isUsual = BitOperations.PopCount(window) is 1 || (BitOperations.PopCount(window) is 2 && (window & (window >> 1)) != 0);
        return isUsual && window >= 4096 && size is UnknownSize or < 1UL << 38;
    }

    /// <summary>Opens the data at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits)
    {
        var head = source.Peek(HeaderBytes);
        if (head.Length < HeaderBytes)
        {
            throw new InvalidDataException("the lzma header is cut");
        }

        var window = BinaryPrimitives.ReadUInt32LittleEndian(head[1..]);
        if (window > limits.ZstdWindowBytes)
        {
            throw new UnreadException(UnreadReason.Limit, $"the lzma stream asks for a window of {window} bytes (limit zstd-window-bytes)");
        }

        var properties = head[..5].ToArray();
        var size = BinaryPrimitives.ReadInt64LittleEndian(head[5..]);
        source.Advance(HeaderBytes);
        return new ForeignMember("lzma", new MemberSource(source), data => LzmaStream.Create(properties, data, -1, size, leaveOpen: true));
    }
}
