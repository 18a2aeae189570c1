using System.IO.Compression;

namespace SecretGate.Decoding.Streams;

/// <summary>
/// A deflate stream with a checksum behind it (gzip, zlib, zip with a data descriptor): the BCL's inflater does the work, the framing is ours.
/// </summary>
/// <remarks>
/// <see cref="DeflateStream"/> reads blocks of 8 KiB and hides how much of the last one it used. The end is therefore found by its
/// trailer: the only place of that block where checksum and length of everything that came out stand. Where they stand twice (short
/// members that repeat), the member is short enough to be inflated again byte by byte; where it is not, someone made it so, and it is refused.
/// </remarks>
internal abstract class DeflateMember : MemberStream
{
    private readonly string _format;
    private readonly DeflateFeed _feed;
    private readonly DeflateStream _inflater;
    private bool _isEnded;

    /// <summary>Starts at the first byte of the deflate stream.</summary>
    protected DeflateMember(string format, ForwardStream source)
    {
        _format = format;
        _feed = new DeflateFeed(source);
        _inflater = new DeflateStream(_feed, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>After an <see cref="InvalidDataException"/>: true when the source ended too early and nothing else is known to be wrong.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Expanded bytes so far.</summary>
    protected long ExpandedBytes { get; private set; }

    /// <summary>Bytes of the longest trailer.</summary>
    protected abstract int MaxTrailerBytes { get; }

    /// <inheritdoc/>
    public sealed override int Read(Span<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        int count;
        try
        {
            count = _inflater.Read(buffer);
        }
        catch (InvalidDataException) when (_feed.Source.Failure is null)
        {
            IsCut = _feed.IsSourceEnded;
            throw new InvalidDataException($"the {_format} stream is {(IsCut ? "cut" : "damaged")} after {ExpandedBytes} expanded bytes");
        }

        if (count > 0)
        {
            Append(buffer[..count]);
            ExpandedBytes += count;
            return count;
        }

        _isEnded = true;
        TakeTrailer();
        Dispose();
        return 0;
    }

    /// <summary>Takes expanded bytes into the checksum.</summary>
    protected abstract void Append(ReadOnlySpan<byte> expanded);

    /// <summary>Writes the checksum of everything expanded, as its bytes stand in the trailer (4 bytes).</summary>
    protected abstract void WriteChecksum(Span<byte> destination);

    /// <summary>True when a trailer that fits has its checksum at <paramref name="at"/>.</summary>
    /// <param name="window">The last bytes of the source, to its end or beyond the longest trailer.</param>
    /// <param name="at">Where the checksum stands.</param>
    /// <param name="before">Bytes of the deflate stream in front of the window.</param>
    /// <param name="start">Where the trailer starts: the end of the deflate stream.</param>
    /// <param name="end">Where the trailer ends.</param>
    protected abstract bool IsTrailer(ReadOnlySpan<byte> window, int at, long before, out int start, out int end);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isEnded)
        {
            // Damaged, or not read to its end: what follows may start in the last block.
            _isEnded = true;
            _feed.Source.Unread(_feed.LastBlock);
        }

        _inflater.Dispose();
        _feed.Dispose();
        base.Dispose(disposing);
    }

    private void TakeTrailer()
    {
        var last = _feed.LastBlock;
        var source = _feed.Source;
        source.Unread(last);
        var window = source.Peek(last.Length + MaxTrailerBytes);
        var before = _feed.TotalBytes - last.Length;
        var end = FindTrailer(window, last.Length, before, exactStart: null, out var isAmbiguous);
        if (isAmbiguous)
        {
            var exactStart = _feed.FindEndByReplay()
                ?? throw new InvalidDataException($"the {_format} stream ends in a way that readers could disagree about");
            end = FindTrailer(window, last.Length, before, (int)(exactStart - before), out _);
        }

        if (end < 0)
        {
            IsCut = _feed.FindEndByReplay() + MaxTrailerBytes > before + window.Length;
            throw new InvalidDataException($"the checksum and length behind the {_format} stream are cut or do not match");
        }

        source.Advance(end);
    }

    private int FindTrailer(ReadOnlySpan<byte> window, int lastLength, long before, int? exactStart, out bool isAmbiguous)
    {
        Span<byte> checksum = stackalloc byte[4];
        WriteChecksum(checksum);
        isAmbiguous = false;
        var found = -1;
        for (var at = window.IndexOf(checksum); at >= 0;)
        {
            if (IsTrailer(window, at, before, out var start, out var end)
                && start <= lastLength && (exactStart is null || start == exactStart))
            {
                if (found >= 0)
                {
                    isAmbiguous = true;
                    return found;
                }

                found = end;
            }

            var next = window[(at + 1)..].IndexOf(checksum);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return found;
    }
}
