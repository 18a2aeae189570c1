namespace SecretGate.Detection;

/// <summary>
/// Finds secrets in runs of bytes pushed in pieces of any size; no match is lost or doubled at a piece's edge. One scanner a thread; it
/// keeps its buffers, clears them at the end, and allocates nothing for a run without a candidate.
/// </summary>
internal sealed class Scanner(RuleSet rules) : IDisposable
{
    /// <summary>The rules it looks for.</summary>
    public RuleSet Rules { get; } = rules;

    /// <summary>Starts a run: a file, a document, a member.</summary>
    public void Begin(IMatchSink sink) => throw new NotImplementedException();

    /// <summary>The next bytes of the run.</summary>
    public void Push(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>The run is complete: what is left is scanned, and the sink is let go.</summary>
    public void End() => throw new NotImplementedException();

    /// <summary>Clears and returns its buffers.</summary>
    public void Dispose() => throw new NotImplementedException();
}
