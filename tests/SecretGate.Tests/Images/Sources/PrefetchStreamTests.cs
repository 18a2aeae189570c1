using Microsoft.Extensions.Time.Testing;
using SecretGate.Decoding.Streams;
using SecretGate.Images.Sources;
using SecretGate.Tests.Decoding;

namespace SecretGate.Tests.Images.Sources;

public sealed class PrefetchStreamTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Bytes_come_through_in_order()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        using var stream = new PrefetchStream(new ChunkedStream(bytes, seed: 2), _clock, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();

        stream.CopyTo(copy);

        copy.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void A_connection_that_fails_is_no_end()
    {
        var inner = new ChunkedStream(new byte[10], seed: 1) { Failure = new IOException("lost") };
        using var stream = new PrefetchStream(inner, _clock, TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();

        Should.Throw<IOException>(() => stream.CopyTo(copy)).Message.ShouldBe("lost");
        copy.Length.ShouldBe(10);
        Should.Throw<IOException>(() => stream.ReadByte());
    }

    [Fact]
    public async Task A_peer_that_stalls_is_given_up()
    {
        var inner = new SilentStream();
        using var stream = new PrefetchStream(inner, _clock, TestContext.Current.CancellationToken);
        await inner.Asked;

        _clock.Advance(PrefetchStream.Patience);

        Should.Throw<IOException>(() => stream.ReadByte());
    }

    [Fact]
    public async Task Cancelling_ends_a_read_that_waits()
    {
        using var stop = new CancellationTokenSource();
        var inner = new SilentStream();
        using var stream = new PrefetchStream(inner, _clock, stop.Token);
        await inner.Asked;

        await stop.CancelAsync();

        Should.Throw<OperationCanceledException>(() => stream.ReadByte());
    }

    private sealed class SilentStream : ReadOnlyStream
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public override int Read(Span<byte> buffer) => throw new NotSupportedException();

        // Does not listen to its token, as some do not.
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return 0;
        }
    }
}
