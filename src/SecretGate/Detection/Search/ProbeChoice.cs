namespace SecretGate.Detection.Search;

/// <summary>
/// Chooses by which four bytes each literal is noticed: rare ones, and such that other literals have too (<c>api_key</c>, <c>api-key</c> and
/// <c>apikey</c> need one probe, not three).
/// </summary>
internal static class ProbeChoice
{
    // What one more probe costs, as a share of places: buckets fill up. Measured best of 1e-7 to 5e-6 with 1,124 literals.
    private const double ProbeCost = 1e-6;

    /// <summary>The probes of all literals, each once.</summary>
    public static IReadOnlyList<Probe> Of(IReadOnlyList<Literal> literals)
    {
        var places = new Dictionary<ulong, (Probe Probe, int Literals, int Last)>();
        for (var number = 0; number < literals.Count; number++)
        {
            for (var offset = 0; offset <= literals[number].LastProbe; offset++)
            {
                var key = KeyOf(literals[number], offset);
                var (probe, count, last) = places.TryGetValue(key, out var place) ? place : (new Probe(literals[number], offset), 0, -1);
                places[key] = (probe, last == number ? count : count + 1, number);
            }
        }

        for (var number = 0; number < literals.Count; number++)
        {
            var literal = literals[number];
            var best = Enumerable.Range(0, literal.LastProbe + 1).MinBy(o => Cost(places[KeyOf(literal, o)]));
            places[KeyOf(literal, best)].Probe.Uses.Add((number, best));
        }

        return [.. places.Values.Select(p => p.Probe).Where(p => p.Uses.Count > 0).OrderBy(p => p.Uses[0].Literal)];
    }

    private static double Cost((Probe Probe, int Literals, int Last) place) => (place.Probe.PassRate + ProbeCost) / place.Literals;

    // Literals of both cases share no probe with those of one: their sets differ. One of three bytes shares none at all.
    private static ulong KeyOf(Literal literal, int offset)
    {
        ulong bytes = 0;
        for (var i = 0; i < Probe.Length; i++)
        {
            bytes = (bytes << 8) | (offset + i < literal.Text.Length ? literal.Text[offset + i] : (byte)0);
        }

        return bytes | (literal.IgnoreCase ? 1UL << 32 : 0)
            | (literal.Text.Length < Probe.Length ? ((ulong)(uint)literal.Follow.GetHashCode() << 34) | (1UL << 33) : 0);
    }
}
