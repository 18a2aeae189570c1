using System.Buffers.Binary;

namespace SecretGate.Decoding.Streams;

/// <summary>The content of a skippable frame of zstd or lz4 (RFC 8878 section 3.1.2): ships, but no decompressor writes it.</summary>
internal sealed class SkippableFrame : MemberStream
{
    private readonly ForwardStream _source;
    private uint _left;

    private SkippableFrame(ForwardStream source, uint length)
    {
        _source = source;
        _left = length;
    }

    /// <summary>One of the sixteen magic numbers.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && (BinaryPrimitives.ReadUInt32LittleEndian(head) & 0xFFFFFFF0) == 0x184D2A50;

    /// <summary>Opens the frame at the source's position.</summary>
    public static SkippableFrame Open(ForwardStream source)
    {
        var head = source.Peek(8);
        if (head.Length < 8)
        {
            throw new InvalidDataException("the header of a skippable frame is cut");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        source.Advance(8);
        return new SkippableFrame(source, length);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(_left, (uint)buffer.Length);
        if (wanted == 0)
        {
            return 0;
        }

        var count = _source.Read(buffer[..wanted]);
        _left -= (uint)count;
        return count > 0 ? count : throw new InvalidDataException("a skippable frame is cut");
    }
}
