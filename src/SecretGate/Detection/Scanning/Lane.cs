using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Detection.Search;

namespace SecretGate.Detection.Scanning;

/// <summary>
/// Looks through one run of bytes, window by window: finds literals, and hands each with its surroundings to the rules and key formats that it leads
/// to. What wants bytes that are not there yet waits for a later window.
/// </summary>
internal sealed class Lane : IDisposable
{
    /// <summary>Bytes looked at in one go. 256 KiB: they stay in the second-level cache while digest and search pass over them.</summary>
    public const int WindowBytes = 256 * 1024;

    private readonly ScanPlan _plan;
    private readonly ILaneSink _sink;
    private readonly RuleMatcher _matcher;
    private readonly LaneBuffer _buffer = new();
    private readonly List<LiteralHit> _hits = [];
    private readonly Queue<Waiting> _waiting = new();
    private readonly Queue<Waiting> _stillWaiting = new();
    private long _searchedTo;
    private long _lookedTo;
    private long _firstWaiting;
    private long _readings;

    /// <summary>Creates one.</summary>
    /// <param name="plan">What to look for.</param>
    /// <param name="sink">Takes what it finds.</param>
    public Lane(ScanPlan plan, ILaneSink sink)
    {
        _plan = plan;
        _sink = sink;
        _matcher = new RuleMatcher(plan);
    }

    /// <summary>The bytes held.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.Bytes;

    /// <summary>Offset of the first byte held.</summary>
    public long Offset => _buffer.Offset;

    /// <summary>No match that is still to come starts in front of this offset.</summary>
    public long Barrier { get; private set; }

    /// <summary>Room for the next bytes, at most a window; never empty.</summary>
    public Span<byte> Room => _buffer.Room(WindowBytes - (int)(_buffer.End - _lookedTo));

    /// <summary>The first byte that a literal still to come, or one that waits, may ask for.</summary>
    public long Wanted => Math.Min(_searchedTo - _plan.BeforeBytes, _firstWaiting);

    /// <summary>Starts a run.</summary>
    public void Begin()
    {
        _buffer.Begin(0);
        _matcher.Begin();
        _waiting.Clear();
        _searchedTo = 0;
        _lookedTo = 0;
        _firstWaiting = long.MaxValue;
        _readings = 0;
        Barrier = 0;
    }

    /// <summary>Says that bytes were written into the room.</summary>
    /// <returns>True when a window is full: <see cref="Look"/> must follow.</returns>
    public bool Advance(int count)
    {
        _buffer.Advance(count);
        return _buffer.End - _lookedTo >= WindowBytes;
    }

    /// <summary>Looks through what is new.</summary>
    /// <param name="isLast">True when the run is complete.</param>
    public void Look(bool isLast)
    {
        _firstWaiting = long.MaxValue;
        LookAtWaiting(isLast);
        LookAtNew(isLast);
        _lookedTo = _buffer.End;
        Barrier = isLast ? long.MaxValue : Wanted;
    }

    /// <summary>Drops the bytes in front of an offset.</summary>
    public void Drop(long offset) => _buffer.KeepFrom(offset);

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private void LookAtWaiting(bool isLast)
    {
        while (_waiting.TryDequeue(out var waiting))
        {
            Follow(waiting, isLast);
        }

        Requeue();
    }

    private void LookAtNew(bool isLast)
    {
        var to = isLast ? _buffer.End : Math.Max(_searchedTo, _buffer.End - _plan.LongestLiteral + 1);
        _hits.Clear();
        _plan.Search.Find(_buffer.Bytes, (int)(_searchedTo - _buffer.Offset), (int)(to - _buffer.Offset), _hits);
        _searchedTo = to;
        _hits.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Literal.CompareTo(b.Literal));
        foreach (var hit in _hits)
        {
            foreach (var target in _plan.TargetsOf(hit.Literal))
            {
                Follow(new Waiting(_buffer.Offset + hit.Start, target), isLast);
            }
        }

        Requeue();
    }

    private void Requeue()
    {
        while (_stillWaiting.TryDequeue(out var waiting))
        {
            _waiting.Enqueue(waiting);
        }
    }

    private void Follow(Waiting hit, bool isLast)
    {
        if (!isLast && hit.At + hit.Target.AfterBytes > _buffer.End)
        {
            _stillWaiting.Enqueue(hit);
            _firstWaiting = Math.Min(_firstWaiting, hit.At - hit.Target.BeforeBytes);
        }
        else if (hit.Target.Format is { } format)
        {
            Read(format, hit);
        }
        else if (hit.Target.IsPassphrase)
        {
            ReadPassphrase(hit);
        }
        else
        {
            _matcher.Match(_buffer.Bytes, _buffer.Offset, (int)(hit.At - _buffer.Offset), hit.Target, _sink);
        }
    }

    private void ReadPassphrase(Waiting hit)
    {
        var first = (int)(hit.At - _buffer.Offset);
        var isOption = PassphraseReader.IsOption(_buffer.Bytes[Math.Max(0, first - hit.Target.BeforeBytes)..first]);
        var behind = _buffer.Bytes[(first + hit.Target.LiteralLength)..Math.Min(_buffer.Length, first + hit.Target.AfterBytes)];
        Pass(PassphraseReader.ValueBehind(behind, isOption));
        Pass(PassphraseReader.LineBehind(behind));

        void Pass(ReadOnlySpan<byte> value)
        {
            if (_buffer.Bytes.Overlaps(value, out var at))
            {
                _sink.AcceptPassphrase(value, _buffer.Offset + at);
            }
        }
    }

    private void Read(KeyFormat format, Waiting hit)
    {
        var first = (int)(Math.Max(_buffer.Offset, hit.At - hit.Target.BeforeBytes) - _buffer.Offset);
        var anchor = (int)(hit.At - _buffer.Offset);
        var window = _buffer.Bytes[first..Math.Min(_buffer.Length, anchor + hit.Target.AfterBytes)];
        var number = ++_readings;
        foreach (var reading in format.Read(window, anchor - first))
        {
            if (reading.PublicHalf is { } half)
            {
                _sink.Accept(half);
            }

            if (reading.Secret is { } secret)
            {
                var start = _buffer.Offset + first + reading.Start;
                _sink.Accept(new RawMatch(start, start + reading.Length, secret, hit.Target.LiteralLength, number, reading.Container));
            }
        }
    }

    private readonly record struct Waiting(long At, Target Target);
}
