using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SecretGate.Decoding.Streams;

namespace SecretGate.Images.Sources;

/// <summary>
/// A network stream read ahead into a few buffers, so that the synchronous reader behind it never waits for a round trip that could have
/// been made, and so that a peer that stalls or trickles is given up.
/// </summary>
internal sealed class PrefetchStream : ReadOnlyStream
{
    /// <summary>What must come within <see cref="Patience"/> of waiting: 128 KiB, some hundredth of the slowest line that carries images.</summary>
    public const int LeastBytes = 128 * 1024;

    // 1 MiB in all: enough to cover a round trip of 50 ms at 20 MB/s.
    private const int Buffers = 8;
    private const int BufferBytes = 128 * 1024;

    /// <summary>How long the reader waits for <see cref="LeastBytes"/>; time in which it does not wait does not count.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stream _inner;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _free = new(Buffers);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly ConcurrentQueue<(byte[] Buffer, int Count)> _queue = new();
    private readonly Task _pump;
    private ExceptionDispatchInfo? _failure;
    private byte[] _current = [];
    private int _start;
    private int _end;
    private bool _isEnded;

    /// <summary>Starts to read.</summary>
    /// <param name="inner">The network stream; disposed with this one.</param>
    /// <param name="clock">Clock of the patience.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public PrefetchStream(Stream inner, TimeProvider clock, CancellationToken cancellationToken)
    {
        _inner = inner;
        _clock = clock;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pump = Task.Run(PumpAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The connection failed, stalled or trickled.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_start == _end && !Next()))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _current.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            _inner.Dispose();
            _ = _pump.ContinueWith(_ => _stop.Dispose(), TaskScheduler.Default);
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (_isEnded)
        {
            _failure?.Throw();
            return false;
        }

        if (_current.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_current, clearArray: true);
            _current = [];
            _free.Release();
        }

        _filled.Wait(CancellationToken.None);
        if (_queue.TryDequeue(out var next))
        {
            (_current, _start, _end) = (next.Buffer, 0, next.Count);
            return true;
        }

        _isEnded = true;
        _start = _end = 0;
        _failure?.Throw();
        return false;
    }

    private async Task PumpAsync()
    {
        var waited = TimeSpan.Zero;
        var came = 0L;
        try
        {
            while (true)
            {
                await _free.WaitAsync(_stop.Token).ConfigureAwait(false);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                var start = _clock.GetTimestamp();
                var count = await ReadAsync(buffer, Patience - waited).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                _queue.Enqueue((buffer, count));
                _filled.Release();
                (waited, came) = (waited + _clock.GetElapsedTime(start), came + count);
                if (came >= LeastBytes)
                {
                    (waited, came) = (TimeSpan.Zero, 0);
                }
            }
        }
        catch (OperationCanceledException cancelled) when (!_stop.IsCancellationRequested)
        {
            var message = $"Less than {LeastBytes / 1024} KiB came in {Patience.TotalSeconds:0} seconds.";
            _failure = ExceptionDispatchInfo.Capture(new IOException(message, cancelled));
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure is IOException or OperationCanceledException ? failure : new IOException(failure.Message, failure));
        }
        finally
        {
            _filled.Release();
        }
    }

    private async Task<int> ReadAsync(byte[] buffer, TimeSpan patience)
    {
        using var idle = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, idle.Token);

        // Not every stream listens to its token. A read that is given up here ends when the stream is disposed; its buffer is not used again.
        return await _inner.ReadAsync(buffer, both.Token).AsTask().WaitAsync(both.Token).ConfigureAwait(false);
    }
}
