using SecretGate.Detection;

namespace SecretGate.Findings;

/// <summary>The bytes of an archive on their way to its reader, each given to the raw scanner too: an archive is scanned as it is and opened.</summary>
internal sealed class TeeStream(byte[] head, Stream rest, Scanner scanner) : Stream
{
    private int _headTaken;

    /// <summary>Bytes handed on so far.</summary>
    public long TotalBytes { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => TotalBytes;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count;
        if (_headTaken < head.Length)
        {
            count = Math.Min(buffer.Length, head.Length - _headTaken);
            head.AsSpan(_headTaken, count).CopyTo(buffer);
            _headTaken += count;
        }
        else
        {
            count = rest.Read(buffer);
        }

        scanner.Push(buffer[..count]);
        TotalBytes += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Scans what the archive's reader did not ask for.</summary>
    public void Drain(CancellationToken cancellationToken)
    {
        while (_headTaken < head.Length)
        {
            var count = head.Length - _headTaken;
            scanner.Push(head.AsSpan(_headTaken, count));
            _headTaken += count;
            TotalBytes += count;
        }

        for (int count; (count = rest.Read(scanner.GetSpan())) > 0;)
        {
            scanner.Advance(count);
            TotalBytes += count;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
