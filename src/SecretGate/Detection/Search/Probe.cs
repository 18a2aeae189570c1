using SecretGate.Detection.Patterns;

namespace SecretGate.Detection.Search;

/// <summary>Four neighbouring bytes by which literals are noticed.</summary>
internal sealed class Probe
{
    /// <summary>Bytes of a probe.</summary>
    public const int Length = 4;

    private readonly ByteSet[] _sets;

    /// <summary>The probe of some bytes of a literal.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="offset">Where its four bytes start.</param>
    public Probe(Literal literal, int offset)
    {
        _sets = [.. Enumerable.Range(offset, Length).Select(literal.SetAt)];
        PassRate = Enumerable.Range(0, ByteFrequencies.Kinds)
            .Average(kind => _sets.Aggregate(1.0, (rate, set) => rate * set.Values().Sum(value => ByteFrequencies.Share(kind, value))));
    }

    /// <summary>What each byte may be.</summary>
    public ReadOnlySpan<ByteSet> Sets => _sets;

    /// <summary>Expected share of places that have these bytes.</summary>
    public double PassRate { get; }

    /// <summary>The literals that have it, with its offset in each.</summary>
    public List<(int Literal, int Offset)> Uses { get; } = [];

    /// <summary>Every value that the four bytes may have, as little-endian numbers.</summary>
    public IEnumerable<uint> Values() =>
        from a in _sets[0].Values()
        from b in _sets[1].Values()
        from c in _sets[2].Values()
        from d in _sets[3].Values()
        select (uint)(a | (b << 8) | (c << 16) | (d << 24));
}
