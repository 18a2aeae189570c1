namespace SecretGate.Decoding.Streams;

/// <summary>The bytes of one zstd frame, counted out by its block headers: the decoder reads ahead, and what stands behind a frame is an error to it.</summary>
internal sealed class ZstdFrameSource(ForwardStream source, byte[] header, bool hasChecksum) : MemberSource(source, endsItself: false)
{
    private Part _next = Part.Block;
    private int _headerTaken;
    private long _left;

    private enum Part
    {
        Block,
        Checksum,
        End,
    }

    /// <inheritdoc/>
    protected override int ReadMember(Span<byte> buffer)
    {
        var total = Math.Min(header.Length - _headerTaken, buffer.Length);
        header.AsSpan(_headerTaken, total).CopyTo(buffer);
        _headerTaken += total;
        while (total < buffer.Length && (_left > 0 || StartPart()))
        {
            var count = Source.Read(buffer[total..(int)Math.Min(buffer.Length, total + _left)]);
            if (count == 0)
            {
                throw Cut();
            }

            total += count;
            _left -= count;
        }

        return total;
    }

    // Three bytes in front of each block: is it the last, of which type, how long (RFC 8878 section 3.1.1.2).
    private bool StartPart()
    {
        if (_next == Part.Block)
        {
            const int RunLength = 1;
            var block = Source.Peek(3) is [var low, var middle, var high] ? low | (middle << 8) | (high << 16) : throw Cut();
            _left = 3 + (((block >> 1) & 3) == RunLength ? 1 : block >> 3);
            _next = (block & 1) == 0 ? Part.Block : Part.Checksum;
            return true;
        }

        _left = _next == Part.Checksum && hasChecksum ? 4 : 0;
        _next = Part.End;
        return _left > 0;
    }

    private static InvalidDataException Cut() => new("the zstd frame is cut");
}
