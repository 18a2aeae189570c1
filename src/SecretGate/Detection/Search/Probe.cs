using SecretGate.Detection.Patterns;

namespace SecretGate.Detection.Search;

/// <summary>The four neighbouring bytes by which a literal is noticed: its rarest ones.</summary>
/// <param name="Literal">Number of the literal.</param>
/// <param name="Offset">Where they stand in it.</param>
/// <param name="Sets">What each of the four may be.</param>
internal sealed record Probe(int Literal, int Offset, ByteSet[] Sets)
{
    /// <summary>Bytes of a probe.</summary>
    public const int Length = 4;

    /// <summary>The probe of a literal.</summary>
    public static Probe Of(int number, Literal literal)
    {
        var sets = literal.Text.Select(b => literal.IgnoreCase ? ByteSet.Of(b).IgnoringCase() : ByteSet.Of(b)).ToList();
        if (sets.Count < Length)
        {
            sets.Add(literal.Follow);
        }

        var offset = Enumerable.Range(0, sets.Count - Length + 1).MinBy(o => sets.Skip(o).Take(Length).Sum(s => Math.Log2(Share(s))));
        return new Probe(number, offset, [.. sets.Skip(offset).Take(Length)]);
    }

    /// <summary>Every value that the four bytes may have, as little-endian numbers.</summary>
    public IEnumerable<uint> Values() =>
        from a in Sets[0].Values()
        from b in Sets[1].Values()
        from c in Sets[2].Values()
        from d in Sets[3].Values()
        select (uint)(a | (b << 8) | (c << 16) | (d << 24));

    private static double Share(ByteSet set) => set.Values().Sum(ByteFrequencies.Share);
}
