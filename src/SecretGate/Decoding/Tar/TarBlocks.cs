namespace SecretGate.Decoding.Tar;

/// <summary>What a block is to a tar reader.</summary>
internal enum TarBlockKind
{
    /// <summary>A header whose checksum holds.</summary>
    Header,

    /// <summary>512 zero bytes.</summary>
    Zeros,

    /// <summary>No header, or not a whole block.</summary>
    Other,
}

/// <summary>
/// The blocks of a tar stream between the contents of entries: finds the next header or the end, and hands on what is neither.
/// </summary>
internal sealed class TarBlocks(ForwardStream source, ITarSink sink, ScanLimits limits, bool readsBehindEnd)
{
    private const int BlockBytes = TarHeader.BlockBytes;
    private const int PieceBytes = 64 * 1024;

    /// <summary>The first problem already decides; a hostile stream may have one per block.</summary>
    private const int MaxProblems = 100;

    private readonly byte[] _current = new byte[BlockBytes];
    private readonly byte[] _extension = new byte[BlockBytes];
    private byte[] _body = [];
    private bool _isLost;
    private bool _isEnded;
    private int _problems;

    /// <summary>The block that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<byte> Current => _current;

    /// <summary>True when it is a header; otherwise it is a lone zero block, or was handed on as raw bytes.</summary>
    public bool IsHeader { get; private set; }

    /// <summary>Its offset in the tar stream.</summary>
    public long Offset { get; private set; }

    /// <summary>Offset of what comes next.</summary>
    public long Position => source.Position;

    /// <summary>Goes to the next block. False at the end of the stream: everything was handed on then.</summary>
    public bool MoveNext()
    {
        Offset = source.Position;
        IsHeader = false;
        var next = source.Peek(BlockBytes);
        if (_isEnded || next.Length < BlockBytes)
        {
            End(next.Length);
            return false;
        }

        next.CopyTo(_current);
        switch (KindOf(next))
        {
            case TarBlockKind.Header:
                source.Advance(BlockBytes);
                (IsHeader, _isLost) = (true, false);
                return true;
            case TarBlockKind.Zeros when IsEndMark():
                if (readsBehindEnd)
                {
                    RawToEnd();
                }
                else
                {
                    source.Skip(2 * BlockBytes);
                }

                return false;
            case TarBlockKind.Zeros:
                source.Advance(BlockBytes);
                return true;
            default:
                Lost();
                return true;
        }
    }

    /// <summary>Size of content with its padding.</summary>
    public static long Padded(long size) => size > long.MaxValue - BlockBytes ? size : (size + BlockBytes - 1) / BlockBytes * BlockBytes;

    /// <summary>Looks at a block ahead; one that is too far away is taken for a header.</summary>
    public TarBlockKind PeekKind(long ahead = 0)
    {
        if (ahead > PieceBytes - BlockBytes)
        {
            return TarBlockKind.Header;
        }

        var window = source.Peek((int)ahead + BlockBytes);
        return KindOf(window[(int)Math.Min(ahead, window.Length)..]);
    }

    /// <summary>Takes one block that belongs to the header in front of it; empty when the stream ends first. Valid until the next call.</summary>
    public ReadOnlySpan<byte> TakeBlock()
    {
        var next = source.Peek(BlockBytes);
        if (next.Length < BlockBytes)
        {
            return default;
        }

        next.CopyTo(_extension);
        source.Advance(BlockBytes);
        return _extension;
    }

    /// <summary>Reads the body of an extended header and its padding. False when it is beyond its limit or cut; its bytes were handed on then.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="body">Valid until the next call.</param>
    public bool TryReadBody(long size, out ReadOnlyMemory<byte> body)
    {
        body = default;
        if (size > limits.NameBytes)
        {
            Problem(UnreadReason.Limit, $"the extended header at offset {Offset} has {size} bytes (limit name-bytes)");
            if (Raw(size))
            {
                RawPadding(size);
            }
            else
            {
                Cut($"the tar stream is cut inside the extended header at offset {Offset}");
            }

            return false;
        }

        if (_body.Length < size)
        {
            _body = new byte[Math.Max(4096, size)];
        }

        var count = source.ReadAtLeast(_body.AsSpan(0, (int)size), (int)size, throwOnEndOfStream: false);
        if (count < size)
        {
            sink.Raw(_body.AsSpan(0, count), source.Position - count);
            Cut($"the tar stream is cut inside the extended header at offset {Offset}");
            return false;
        }

        body = _body.AsMemory(0, count);
        RawPadding(size);
        return true;
    }

    /// <summary>Takes the padding behind content, and hands it on unless it is zero. Missing padding at the end of the stream loses nothing.</summary>
    public void RawPadding(long size) => Raw((BlockBytes - (size % BlockBytes)) % BlockBytes);

    /// <summary>The stream ends here, too early.</summary>
    public void Cut(string message)
    {
        Problem(UnreadReason.Damaged, message);
        _isEnded = true;
    }

    /// <summary>Tells the sink.</summary>
    public void Problem(string reason, string message)
    {
        if (_problems++ < MaxProblems)
        {
            sink.Problem(reason, message);
        }
    }

    /// <summary>Hands a block of a map on that holds more than numbers.</summary>
    public void RawBlock(ReadOnlySpan<byte> block) => sink.Raw(block, source.Position - block.Length);

    private static TarBlockKind KindOf(ReadOnlySpan<byte> block) =>
        block.Length < BlockBytes ? TarBlockKind.Other
        : !block.ContainsAnyExcept((byte)0) ? TarBlockKind.Zeros
        : new TarHeader(block).IsValid ? TarBlockKind.Header
        : TarBlockKind.Other;

    // Two zero blocks, or one and nothing but zeros to the end of the stream. Entries behind a lone zero block are read.
    private bool IsEndMark() => !source.Peek(2 * BlockBytes)[BlockBytes..].ContainsAnyExcept((byte)0);

    private void End(int left)
    {
        if (!_isEnded)
        {
            Raw(left);
            Problem(UnreadReason.Damaged, left > 0
                ? $"the tar stream is cut inside the block at offset {Offset}"
                : $"the tar stream ends at offset {Offset} without an end mark");
        }
    }

    private void Lost()
    {
        if (!_isLost)
        {
            Problem(UnreadReason.Damaged, $"the block at offset {Offset} of the tar stream is no header");
        }

        _isLost = true;
        Raw(BlockBytes);
    }

    private void RawToEnd()
    {
        while (Raw(PieceBytes))
        {
        }
    }

    private bool Raw(long count)
    {
        while (count > 0)
        {
            var piece = source.Peek((int)Math.Min(count, PieceBytes));
            if (piece.IsEmpty)
            {
                return false;
            }

            if (piece.ContainsAnyExcept((byte)0))
            {
                sink.Raw(piece, source.Position);
            }

            count -= piece.Length;
            source.Advance(piece.Length);
        }

        return true;
    }
}
