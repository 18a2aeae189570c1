using System.Buffers;
using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace SecretGate.Decoding.Streams;

/// <summary>
/// The legacy frame of lz4 (lz4_Frame_format.md 1.6.2), which the Linux kernel still uses: blocks of up to 8 MiB, no checksum, no end but
/// the end of the file or the next magic number.
/// </summary>
internal sealed class Lz4LegacyFrame : MemberStream
{
    private const int BlockBytes = 8 << 20;

    private readonly ForwardStream _source;
    private byte[] _block = [];
    private int _start;
    private int _end;

    private Lz4LegacyFrame(ForwardStream source) => _source = source;

    /// <summary>The magic number.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == 0x184C2102;

    /// <summary>Opens the frame at the source's position.</summary>
    public static MemberStream Open(ForwardStream source)
    {
        source.Advance(4);
        return new Lz4LegacyFrame(source);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !ReadBlock())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _block.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_block.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_block, clearArray: true);
            _block = [];
            _start = _end = 0;
        }

        base.Dispose(disposing);
    }

    private bool ReadBlock()
    {
        var head = _source.Peek(4);
        var length = head.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (head.IsEmpty || length > LZ4Codec.MaximumOutputSize(BlockBytes))
        {
            return false;
        }

        var stored = _source.Peek(4 + (int)length)[Math.Min(4, head.Length)..];
        if (length == 0 || stored.Length < length)
        {
            throw new InvalidDataException("the lz4 frame is cut");
        }

        _block = _block.Length > 0 ? _block : ArrayPool<byte>.Shared.Rent(BlockBytes);
        (_start, _end) = (0, LZ4Codec.Decode(stored, _block.AsSpan(0, BlockBytes)));
        _source.Advance(4 + (int)length);
        if (_end > 0)
        {
            return true;
        }

        _end = 0;
        throw new InvalidDataException("a block of the lz4 frame is damaged");
    }
}
