namespace SecretGate.Detection.Keys.Opening;

/// <summary>A bounded map that keeps the entries with the smallest keys: the same ones in whatever order they come.</summary>
internal sealed class SmallestEntries<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly SortedSet<TKey> _keys = [];
    private readonly Dictionary<TKey, TValue> _values = [];

    /// <summary>True when an entry would be kept and is not there.</summary>
    public bool IsWanted(TKey key) =>
        !_values.ContainsKey(key) && (_keys.Count < most || Comparer<TKey>.Default.Compare(key, _keys.Max) < 0);

    /// <summary>Adds an entry that is wanted.</summary>
    /// <returns>The value that had to make room; the default when none had to.</returns>
    public TValue? Add(TKey key, TValue value)
    {
        _keys.Add(key);
        _values.Add(key, value);
        if (_keys.Count > most && _keys.Max is { } last && _values.Remove(last, out var dropped))
        {
            _keys.Remove(last);
            return dropped;
        }

        return default;
    }

    /// <summary>The entries, smallest key first.</summary>
    public IEnumerable<(TKey Key, TValue Value)> InOrder() => _keys.Select(key => (key, _values[key]));

    /// <summary>Drops all.</summary>
    public void Clear()
    {
        _keys.Clear();
        _values.Clear();
    }
}
