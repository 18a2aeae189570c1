using SecretGate.Detection.Scanning;

namespace SecretGate.Detection;

/// <summary>
/// Finds secrets in runs of bytes given in pieces of any size; no match is lost or doubled at a piece's edge. One scanner a thread; it
/// keeps its buffers, clears them at the end, and allocates nothing for a run without a candidate.
/// </summary>
/// <remarks>
/// The caller writes straight into the scanner's window: <c>Begin</c>, then <c>GetSpan</c> and <c>Advance</c> until the run is complete,
/// then <c>End</c>. Several scanners may be at work at once on one thread (a nested member inside its archive).
/// </remarks>
internal sealed class Scanner : IDisposable, ILaneSink
{
    private readonly Lane _lane;
    private readonly MatchResolver _resolver = new();
    private readonly LineCounter _lines = new();
    private readonly Action<RawMatch> _pass;
    private IMatchSink? _sink;

    /// <summary>Creates one.</summary>
    /// <param name="rules">The rules to look for.</param>
    public Scanner(RuleSet rules)
    {
        Rules = rules;
        _lane = new Lane(rules.Plan, this);
        _pass = Pass;
    }

    /// <summary>The rules it looks for.</summary>
    public RuleSet Rules { get; }

    /// <summary>Starts a run: a file, a document, a member.</summary>
    public void Begin(IMatchSink sink)
    {
        _sink = sink;
        _lane.Begin();
        _resolver.Begin();
        _lines.Begin();
    }

    /// <summary>Room for the next bytes of the run; never empty.</summary>
    public Span<byte> GetSpan() => _lane.Room;

    /// <summary>Says that the first <paramref name="count"/> bytes of the span were written.</summary>
    public void Advance(int count)
    {
        if (_lane.Advance(count))
        {
            Look(isLast: false);
        }
    }

    /// <summary>Copies the next bytes of the run, for a caller that already has them.</summary>
    public void Push(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = GetSpan();
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>The run is complete: what is left is scanned, and the sink is let go.</summary>
    public void End()
    {
        Look(isLast: true);
        _sink = null;
    }

    /// <summary>Clears and returns its buffers.</summary>
    public void Dispose() => _lane.Dispose();

    /// <inheritdoc/>
    void ILaneSink.Accept(RawMatch match) => _resolver.Add(match);

    /// <inheritdoc/>
    void ILaneSink.Accept(PublicHalf half) => _sink?.Accept(half);

    /// <inheritdoc/>
    void ILaneSink.AcceptPassphrase(ReadOnlySpan<byte> value, long offset) => _sink?.AcceptPassphrase(value, offset);

    private void Look(bool isLast)
    {
        _lane.Look(isLast);
        if (!_resolver.IsEmpty)
        {
            _resolver.Settle(_lane.Barrier, _pass);
        }

        if (!isLast)
        {
            var keep = Math.Max(_lane.Offset, Math.Min(_lane.Wanted, _resolver.FirstPending));
            _lines.CountTo(keep, _lane.Bytes, _lane.Offset);
            _lane.Drop(keep);
        }
    }

    private void Pass(RawMatch raw)
    {
        _lines.CountTo(raw.Start, _lane.Bytes, _lane.Offset);
        var (line, column) = _lines.At(raw.Start);
        var match = new Match(raw.Secret, raw.Start, (int)(raw.End - raw.Start), line, column);
        if (raw.Container is { } container)
        {
            _sink?.Accept(match, container);
        }
        else
        {
            _sink?.Accept(match);
        }
    }
}
