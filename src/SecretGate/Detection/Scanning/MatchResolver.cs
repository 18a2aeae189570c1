namespace SecretGate.Detection.Scanning;

/// <summary>
/// Holds matches until nothing that is still to come can overlap them, then passes on the best of those that overlap: the surest, then what the longer
/// literal led to, then the first rule by id. Those of one reading (the keys of a store) do not compete.
/// </summary>
internal sealed class MatchResolver
{
    private readonly List<RawMatch> _pending = [];
    private readonly List<RawMatch> _taken = [];
    private bool _isSorted = true;

    /// <summary>Start of the first match that is still held; <see cref="long.MaxValue"/> when there is none.</summary>
    public long FirstPending => _pending.Count == 0 ? long.MaxValue : _pending.Min(m => m.Start);

    /// <summary>True when nothing is held.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>Forgets everything, for a new run.</summary>
    public void Begin() => _pending.Clear();

    /// <summary>Takes a match.</summary>
    public void Add(RawMatch match)
    {
        _pending.Add(match);
        _isSorted = false;
    }

    /// <summary>Passes on what is settled, in ascending order.</summary>
    /// <param name="barrier">No match that is still to come starts in front of this offset.</param>
    /// <param name="pass">Takes a match.</param>
    public void Settle(long barrier, Action<RawMatch> pass)
    {
        if (!_isSorted)
        {
            _pending.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
            _isSorted = true;
        }

        var settled = 0;
        while (settled < _pending.Count)
        {
            var (count, end) = OverlappingFrom(settled);
            if (end > barrier)
            {
                break;
            }

            PassBest(_pending.GetRange(settled, count), pass);
            settled += count;
        }

        _pending.RemoveRange(0, settled);
    }

    // How many matches from an index on hang together, and where they end.
    private (int Count, long End) OverlappingFrom(int first)
    {
        var end = _pending[first].End;
        var next = first + 1;
        while (next < _pending.Count && _pending[next].Start < end)
        {
            end = Math.Max(end, _pending[next].End);
            next++;
        }

        return (next - first, end);
    }

    private void PassBest(List<RawMatch> overlapping, Action<RawMatch> pass)
    {
        if (overlapping.Count == 1)
        {
            pass(overlapping[0]);
            return;
        }

        _taken.Clear();
        foreach (var match in overlapping.OrderByDescending(m => m.Secret.Confidence)
            .ThenByDescending(m => m.LiteralLength)
            .ThenBy(m => m.Secret.RuleId, StringComparer.Ordinal)
            .ThenBy(m => m.Start))
        {
            Take(match);
        }

        foreach (var match in _taken)
        {
            pass(match);
        }
    }

    // Keeps the taken ones in ascending order; they overlap only within one reading.
    private void Take(RawMatch match)
    {
        var place = _taken.FindLastIndex(t => t.Start <= match.Start) + 1;
        var isFree = (place == 0 || IsBeside(_taken[place - 1], match)) && (place == _taken.Count || IsBeside(_taken[place], match));
        if (isFree)
        {
            _taken.Insert(place, match);
        }
    }

    private static bool IsBeside(RawMatch taken, RawMatch match) =>
        taken.End <= match.Start || match.End <= taken.Start
        || (taken.Reading == match.Reading && taken.Reading != 0 && taken.Secret.Fingerprint != match.Secret.Fingerprint);
}
