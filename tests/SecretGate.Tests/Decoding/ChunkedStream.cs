namespace SecretGate.Tests.Decoding;

/// <summary>Gives its bytes in pieces of pseudo-random sizes, as a socket does.</summary>
internal sealed class ChunkedStream(byte[] bytes, int seed) : Stream
{
    private readonly Random _sizes = new(seed);
    private int _position;

    /// <summary>What it throws at its end, as a lost connection does; null for an ordinary end.</summary>
    public Exception? Failure { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var largest = _sizes.Next(3) switch { 0 => 3, 1 => 700, _ => 20_000 };
        if (Failure is not null && _position == bytes.Length)
        {
            throw Failure;
        }

        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _position), _sizes.Next(1, largest));
        bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
