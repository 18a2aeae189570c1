namespace SecretGate.Decoding;

/// <summary>
/// A forward-only view of a stream that can look ahead and take bytes back: every decoder reads from one and leaves it exactly behind
/// its last byte, so that nothing behind a member is lost.
/// </summary>
/// <remarks>Does not own the inner stream.</remarks>
internal sealed class ForwardStream(Stream inner) : Stream
{
    private const int BufferBytes = 128 * 1024;

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private long _position;

    /// <summary>Bytes handed out so far, those taken back not counted.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>The next bytes without taking them: <paramref name="count"/> of them, fewer only at the end of the stream.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _start < count && Fill(count))
        {
        }

        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Gives back the last bytes that were read, so that the next reader gets them again.</summary>
    public void Unread(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _start)
        {
            var kept = _end - _start;
            var grown = new byte[Math.Max(BufferBytes, bytes.Length + kept)];
            _buffer.AsSpan(_start, kept).CopyTo(grown.AsSpan(bytes.Length));
            _buffer = grown;
            _start = bytes.Length;
            _end = bytes.Length + kept;
        }

        _start -= bytes.Length;
        bytes.CopyTo(_buffer.AsSpan(_start));
        _position -= bytes.Length;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && buffer.Length >= BufferBytes)
        {
            var direct = inner.Read(buffer);
            _position += direct;
            return direct;
        }

        if (_start == _end && !Fill(1))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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

    private bool Fill(int atLeast)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_buffer.Length - _start < atLeast)
        {
            var kept = _end - _start;
            var target = atLeast > _buffer.Length ? new byte[atLeast] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(target);
            _buffer = target;
            _start = 0;
            _end = kept;
        }

        var read = inner.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
