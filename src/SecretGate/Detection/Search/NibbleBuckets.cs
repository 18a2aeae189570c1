namespace SecretGate.Detection.Search;

/// <summary>
/// The tables of the first step. Each probe belongs to one of 32 buckets; a bucket lets four bytes pass when the low and the high half of each of them
/// occur at that place in one of its probes. Probes that share halves share a bucket, so that few bytes pass.
/// </summary>
internal static class NibbleBuckets
{
    /// <summary>Groups of eight buckets: one bit each in a byte of a table.</summary>
    public const int Groups = 4;

    /// <summary>Tables: for each group, for each of four bytes, the low and the high half.</summary>
    public const int Tables = Groups * Probe.Length * 2;

    /// <summary>Bytes of one table as stored: 16 entries, four times over, so that vectors of any width load it as it is.</summary>
    public const int TableBytes = 64;

    private const int Buckets = Groups * 8;

    /// <summary>Builds the tables, one behind the other.</summary>
    public static byte[] Build(IReadOnlyList<Probe> probes)
    {
        var halves = NibbleShares();
        var buckets = Enumerable.Range(0, Buckets).Select(_ => new Bucket()).ToArray();
        // The most common probes choose first; each goes where it adds the least.
        foreach (var probe in probes.OrderByDescending(p => new Bucket().With(p).PassRate(halves)).ThenBy(p => p.Literal))
        {
            var best = Enumerable.Range(0, Buckets).MinBy(b => buckets[b].With(probe).PassRate(halves) - buckets[b].PassRate(halves));
            buckets[best] = buckets[best].With(probe);
        }

        return Lay(buckets);
    }

    private static byte[] Lay(Bucket[] buckets)
    {
        var tables = new byte[Tables * TableBytes];
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            for (var place = 0; place < Probe.Length; place++)
            {
                var first = (((bucket / 8 * Probe.Length) + place) * 2) * TableBytes;
                for (var entry = 0; entry < TableBytes; entry++)
                {
                    var bit = (byte)(1 << (bucket % 8));
                    tables[first + entry] |= (buckets[bucket].Low[place] >> (entry % 16) & 1) != 0 ? bit : (byte)0;
                    tables[first + TableBytes + entry] |= (buckets[bucket].High[place] >> (entry % 16) & 1) != 0 ? bit : (byte)0;
                }
            }
        }

        return tables;
    }

    // Share of each byte, by its high half.
    private static double[][] NibbleShares() =>
        [.. Enumerable.Range(0, 16).Select(high => Enumerable.Range(0, 16).Select(low => ByteFrequencies.Share((byte)((high << 4) | low))).ToArray())];

    private readonly record struct Bucket
    {
        public Bucket()
        {
        }

        /// <summary>The low halves that occur at each place, a bit each.</summary>
        public ushort[] Low { get; private init; } = new ushort[Probe.Length];

        /// <summary>The high halves.</summary>
        public ushort[] High { get; private init; } = new ushort[Probe.Length];

        public Bucket With(Probe probe)
        {
            var more = new Bucket { Low = [.. Low], High = [.. High] };
            for (var place = 0; place < Probe.Length; place++)
            {
                foreach (var value in probe.Sets[place].Values())
                {
                    more.Low[place] |= (ushort)(1 << (value & 15));
                    more.High[place] |= (ushort)(1 << (value >> 4));
                }
            }

            return more;
        }

        public double PassRate(double[][] shares)
        {
            var rate = 1.0;
            for (var place = 0; place < Probe.Length; place++)
            {
                var share = 0.0;
                for (var high = High[place]; high != 0; high &= (ushort)(high - 1))
                {
                    var row = shares[System.Numerics.BitOperations.TrailingZeroCount(high)];
                    for (var low = Low[place]; low != 0; low &= (ushort)(low - 1))
                    {
                        share += row[System.Numerics.BitOperations.TrailingZeroCount(low)];
                    }
                }

                rate *= share;
            }

            return rate;
        }
    }
}
