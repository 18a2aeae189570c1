namespace SecretGate.Detection;

/// <summary>
/// Finds secrets in runs of bytes given in pieces of any size; no match is lost or doubled at a piece's edge. One scanner a thread; it
/// keeps its buffers, clears them at the end, and allocates nothing for a run without a candidate.
/// </summary>
/// <remarks>
/// The caller writes straight into the scanner's window: <c>Begin</c>, then <c>GetSpan</c> and <c>Advance</c> until the run is complete,
/// then <c>End</c>. Several scanners may be at work at once on one thread (a nested member inside its archive).
/// </remarks>
internal sealed class Scanner(RuleSet rules) : IDisposable
{
    /// <summary>The rules it looks for.</summary>
    public RuleSet Rules { get; } = rules;

    /// <summary>Starts a run: a file, a document, a member.</summary>
    public void Begin(IMatchSink sink) => throw new NotImplementedException();

    /// <summary>Room for the next bytes of the run; never empty.</summary>
    public Span<byte> GetSpan() => throw new NotImplementedException();

    /// <summary>Says that the first <paramref name="count"/> bytes of the span were written.</summary>
    public void Advance(int count) => throw new NotImplementedException();

    /// <summary>Copies the next bytes of the run, for a caller that already has them.</summary>
    public void Push(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>The run is complete: what is left is scanned, and the sink is let go.</summary>
    public void End() => throw new NotImplementedException();

    /// <summary>Clears and returns its buffers.</summary>
    public void Dispose() => throw new NotImplementedException();
}
