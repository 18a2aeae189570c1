using System.Buffers;
using System.IO.Compression;

namespace SecretGate.Decoding.Streams;

/// <summary>Hands blocks to the inflater and remembers the first and the last of them.</summary>
internal sealed class DeflateFeed(ForwardStream source) : ReadOnlyStream
{
    /// <summary>What <see cref="DeflateStream"/> asks for at once.</summary>
    private const int BlockBytes = 8192;

    private byte[] _blocks = ArrayPool<byte>.Shared.Rent(2 * BlockBytes);
    private int _firstLength;
    private int _lastLength;

    /// <summary>Where the bytes come from.</summary>
    public ForwardStream Source { get; } = source;

    /// <summary>Bytes handed over.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>True when the source had no more bytes to hand over.</summary>
    public bool IsSourceEnded { get; private set; }

    /// <summary>The block that was handed over last.</summary>
    public ReadOnlySpan<byte> LastBlock => TotalBytes == _firstLength ? _blocks.AsSpan(0, _firstLength) : _blocks.AsSpan(BlockBytes, _lastLength);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = Source.Read(buffer[..Math.Min(buffer.Length, BlockBytes)]);
        if (count == 0)
        {
            IsSourceEnded = true;
            return 0;
        }

        if (TotalBytes == 0)
        {
            _firstLength = count;
            buffer[..count].CopyTo(_blocks);
        }
        else
        {
            _lastLength = count;
            buffer[..count].CopyTo(_blocks.AsSpan(BlockBytes));
        }

        TotalBytes += count;
        return count;
    }

    /// <summary>
    /// The exact length of the deflate stream, found by inflating it again from single bytes; null when it is longer than the two blocks kept.
    /// </summary>
    public long? FindEndByReplay()
    {
        if (TotalBytes > _firstLength + _lastLength)
        {
            return null;
        }

        var kept = new byte[TotalBytes];
        _blocks.AsSpan(0, _firstLength).CopyTo(kept);
        _blocks.AsSpan(BlockBytes, _lastLength).CopyTo(kept.AsSpan(_firstLength));
        using var bytes = new SingleBytes(kept);
        using var inflater = new DeflateStream(bytes, CompressionMode.Decompress);
        Span<byte> expanded = stackalloc byte[4096];
        while (inflater.Read(expanded) > 0)
        {
        }

        return bytes.Count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_blocks.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_blocks, clearArray: true);
            _blocks = [];
            _firstLength = _lastLength = 0;
        }

        base.Dispose(disposing);
    }

    private sealed class SingleBytes(byte[] bytes) : ReadOnlyStream
    {
        public int Count { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (Count == bytes.Length || buffer.IsEmpty)
            {
                return 0;
            }

            buffer[0] = bytes[Count++];
            return 1;
        }
    }
}
