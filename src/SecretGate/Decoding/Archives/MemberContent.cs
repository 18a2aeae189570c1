using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>
/// A member's bytes as the sink sees them: ended where the member is damaged or a limit hit, so that a sink needs no case for it.
/// </summary>
internal sealed class MemberContent(ArchiveWalk walk, Func<Stream> open) : ReadOnlyStream
{
    private Stream? _expanded;
    private bool _isEnded;

    /// <summary>Why it ended too early; null while it has not.</summary>
    public Exception? Fault { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            _expanded ??= open();
            var count = _expanded.Read(buffer);
            walk.CancellationToken.ThrowIfCancellationRequested();
            _isEnded = count == 0;
            return count;
        }
        catch (Exception e) when (e is not OperationCanceledException && walk.Source.Failure is null)
        {
            _isEnded = true;
            Fault = e;
            return 0;
        }
    }

    /// <summary>Reads what the sink did not: the end of a member is where its checksum is.</summary>
    public void Drain()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (Read(buffer) > 0)
        {
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _expanded?.Dispose();
        base.Dispose(disposing);
    }
}
