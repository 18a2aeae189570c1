using System.Buffers;
using System.Runtime.ExceptionServices;
using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding;

/// <summary>
/// A forward-only view of a stream that can look ahead and take bytes back: every decoder reads from one and leaves it exactly behind
/// its last byte, so that nothing behind a member is lost.
/// </summary>
/// <remarks>Does not own the inner stream; disposing gives the buffer back.</remarks>
internal sealed class ForwardStream(Stream inner) : ReadOnlyStream
{
    private const int BufferBytes = 128 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private long _position;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Bytes handed out so far, those taken back not counted.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// What the inner stream threw; null while it has not. It is thrown again whenever bytes behind it are asked for, so that a reader of
    /// this stream can tell its own fault from that of the stream around it.
    /// </summary>
    public Exception? Failure => _failure?.SourceException;

    /// <summary>
    /// The next bytes without taking them: <paramref name="count"/> of them, fewer only at the end of the stream. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _start < count && Fill(count))
        {
        }

        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Like <see cref="Peek"/>, but where the inner stream throws, what there is in front of that; the next read throws.</summary>
    public ReadOnlySpan<byte> PeekAvailable(int count)
    {
        while (_end - _start < count && _failure is null && TryFill(count))
        {
        }

        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Takes bytes that <see cref="Peek"/> has shown.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_end - _start), nameof(count));
        _start += count;
        _position += count;
    }

    /// <summary>
    /// Drops bytes, and says how many there were: <paramref name="count"/>, fewer only at the end of the stream. It seeks where the inner
    /// stream can.
    /// </summary>
    public long Skip(long count)
    {
        var left = count - TakeBuffered(count);
        if (left > 0 && inner.CanSeek)
        {
            var step = Math.Min(left, Math.Max(0, inner.Length - inner.Position));
            inner.Position += step;
            _position += step;
            return count - left + step;
        }

        while (left > 0 && Fill(1))
        {
            left -= TakeBuffered(left);
        }

        return count - left;
    }

    /// <summary>Gives back the last bytes that were read, so that the next reader gets them again.</summary>
    public void Unread(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _start)
        {
            var kept = _end - _start;
            var grown = ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytes, bytes.Length + kept));
            _buffer.AsSpan(_start, kept).CopyTo(grown.AsSpan(bytes.Length));
            ReplaceBuffer(grown);
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
            var direct = ReadInner(buffer);
            _position += direct;
            return direct;
        }

        if (buffer.IsEmpty || (_start == _end && !Fill(1)))
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
    public override int ReadByte()
    {
        if (_start == _end && !Fill(1))
        {
            return -1;
        }

        _position++;
        return _buffer[_start++];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        ReplaceBuffer([]);
        _start = _end = 0;
        base.Dispose(disposing);
    }

    private long TakeBuffered(long most)
    {
        var count = (int)Math.Min(most, _end - _start);
        Advance(count);
        return count;
    }

    private bool Fill(int atLeast)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_buffer.Length - _start < atLeast)
        {
            var kept = _end - _start;
            var target = atLeast > _buffer.Length ? ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytes, atLeast)) : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(target);
            if (target != _buffer)
            {
                ReplaceBuffer(target);
            }

            _start = 0;
            _end = kept;
        }

        var read = ReadInner(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    private bool TryFill(int atLeast)
    {
        try
        {
            return Fill(atLeast);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return false;
        }
    }

    private int ReadInner(Span<byte> buffer)
    {
        _failure?.Throw();
        try
        {
            return inner.Read(buffer);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private void ReplaceBuffer(byte[] other)
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }

        _buffer = other;
    }
}
