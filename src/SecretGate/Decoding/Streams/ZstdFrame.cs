using System.Buffers.Binary;
using SharpCompress.Compressors.ZStandard;

namespace SecretGate.Decoding.Streams;

/// <summary>
/// One zstd frame (RFC 8878). The decoder is SharpCompress's; the frame's bytes are counted out here, since the decoder reads ahead and
/// treats what stands behind a frame as an error.
/// </summary>
internal sealed class ZstdFrame : MemberSource
{
    private const uint Magic = 0xFD2FB528;

    private readonly ScanLimits _limits;
    private Part _next = Part.Header;
    private long _left;
    private bool _hasChecksum;

    private ZstdFrame(ForwardStream source, ScanLimits limits)
        : base(source, endsItself: false) => _limits = limits;

    private enum Part
    {
        Header,
        Block,
        Checksum,
        End,
    }

    /// <summary>The magic number.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == Magic;

    /// <summary>Opens the frame at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits) =>
        new ForeignMember("zstd", new ZstdFrame(source, limits), frame => new DecompressionStream(frame, checkEndOfStream: true));

    /// <inheritdoc/>
    protected override int ReadMember(Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            if (_left == 0 && !StartPart())
            {
                break;
            }

            var count = Source.Read(buffer[total..(int)Math.Min(buffer.Length, total + _left)]);
            if (count == 0)
            {
                throw new InvalidDataException("the zstd frame is cut");
            }

            total += count;
            _left -= count;
        }

        return total;
    }

    private bool StartPart()
    {
        switch (_next)
        {
            case Part.Header:
                _left = HeaderBytes(Source.Peek(18));
                _next = Part.Block;
                return true;
            case Part.Block:
                var head = Source.Peek(3);
                if (head.Length < 3)
                {
                    throw new InvalidDataException("the zstd frame is cut");
                }

                var block = head[0] | (head[1] << 8) | (head[2] << 16);
                const int RunLength = 1;
                _left = 3 + (((block >> 1) & 3) == RunLength ? 1 : block >> 3);
                _next = (block & 1) == 0 ? Part.Block : Part.Checksum;
                return true;
            case Part.Checksum when _hasChecksum:
                _left = 4;
                _next = Part.End;
                return true;
            default:
                return false;
        }
    }

    private int HeaderBytes(ReadOnlySpan<byte> head)
    {
        if (head.Length < 6 || !IsMatch(head))
        {
            throw new InvalidDataException("the zstd frame header is cut or damaged");
        }

        var descriptor = head[4];
        var isSingleSegment = (descriptor & 0x20) != 0;
        _hasChecksum = (descriptor & 0x04) != 0;
        var windowBytes = isSingleSegment ? 0 : 1;
        var dictionaryBytes = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        var sizeBytes = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        var total = 5 + windowBytes + dictionaryBytes + sizeBytes;
        if (head.Length < total)
        {
            throw new InvalidDataException("the zstd frame header is cut");
        }

        if (head.Slice(5 + windowBytes, dictionaryBytes).ContainsAnyExcept((byte)0))
        {
            throw new UnreadException(UnreadReason.Unsupported, "the zstd frame needs a dictionary");
        }

        var window = isSingleSegment ? ReadSize(head.Slice(total - sizeBytes, sizeBytes)) : WindowOf(head[5]);
        return window <= (ulong)_limits.ZstdWindowBytes
            ? total
            : throw new UnreadException(UnreadReason.Limit, $"the zstd frame asks for a window of {window} bytes (limit zstd-window-bytes)");
    }

    private static ulong WindowOf(byte descriptor)
    {
        var floor = 1UL << (10 + (descriptor >> 3));
        return floor + (floor / 8 * (ulong)(descriptor & 7));
    }

    private static ulong ReadSize(ReadOnlySpan<byte> field)
    {
        ulong value = 0;
        for (var i = field.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | field[i];
        }

        return field.Length == 2 ? value + 256 : value;
    }
}
