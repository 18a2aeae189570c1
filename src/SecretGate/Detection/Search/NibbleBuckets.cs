using System.Numerics;
using System.Runtime.CompilerServices;

namespace SecretGate.Detection.Search;

/// <summary>
/// The tables of the first step. Each probe belongs to one of 32 buckets; a bucket lets four bytes pass when the low and the high half of each of them
/// occur at that place in one of its probes. Probes that share halves share a bucket, so that few bytes pass.
/// </summary>
internal sealed class NibbleBuckets
{
    /// <summary>Groups of eight buckets: one bit each in a byte of a table.</summary>
    public const int Groups = 4;

    /// <summary>Bytes of one table as stored: 16 entries, four times over, so that vectors of any width load it as it is.</summary>
    public const int TableBytes = 64;

    private const int BucketCount = Groups * 8;
    private const int TableCount = Groups * Probe.Length * 2;

    private readonly Bucket[] _buckets = new Bucket[BucketCount];
    private readonly double[] _rates = new double[BucketCount];

    // By kind of content, high half and a mask of eight low halves: the share of those bytes.
    private readonly double[] _shares = SharesByHalves();

    private NibbleBuckets()
    {
    }

    /// <summary>Builds the tables: for each group, for each of four bytes, the low and the high half.</summary>
    public static byte[] Build(IEnumerable<Probe> probes)
    {
        var buckets = new NibbleBuckets();
        // The most common probes choose first; each goes where it adds the least.
        foreach (var probe in probes.OrderByDescending(p => p.PassRate).ThenBy(p => p.Uses[0].Literal))
        {
            buckets.Add(probe);
        }

        return buckets.Lay();
    }

    private void Add(Probe probe)
    {
        var own = Bucket.Of(probe);
        var (best, bestRate, leastAdded) = (0, 0.0, double.MaxValue);
        for (var number = 0; number < BucketCount; number++)
        {
            var rate = PassRate(_buckets[number].With(own));
            if (rate - _rates[number] < leastAdded)
            {
                (best, bestRate, leastAdded) = (number, rate, rate - _rates[number]);
            }
        }

        _buckets[best] = _buckets[best].With(own);
        _rates[best] = bestRate;
    }

    private double PassRate(in Bucket bucket)
    {
        var sum = 0.0;
        for (var kind = 0; kind < ByteFrequencies.Kinds; kind++)
        {
            var rate = 1.0;
            for (var place = 0; place < Probe.Length; place++)
            {
                var share = 0.0;
                var (first, second) = (bucket.Low[place] & 0xFF, bucket.Low[place] >> 8);
                for (var high = (uint)bucket.High[place]; high != 0; high &= high - 1)
                {
                    var row = RowOf(kind, BitOperations.TrailingZeroCount(high));
                    share += _shares[row + first] + _shares[row + 256 + second];
                }

                rate *= share;
            }

            sum += rate;
        }

        return sum;
    }

    private static int RowOf(int kind, int high) => ((kind * 16) + high) * 512;

    private static double[] SharesByHalves()
    {
        var shares = new double[RowOf(ByteFrequencies.Kinds, 0)];
        for (var row = 0; row < shares.Length; row += 256)
        {
            var (kind, high, firstLow) = (row / 512 / 16, row / 512 % 16, row % 512 / 256 * 8);
            for (var mask = 1; mask < 256; mask++)
            {
                var lowest = BitOperations.TrailingZeroCount(mask);
                shares[row + mask] = shares[row + (mask & (mask - 1))] + ByteFrequencies.Share(kind, (byte)((high << 4) | (firstLow + lowest)));
            }
        }

        return shares;
    }

    private byte[] Lay()
    {
        var tables = new byte[TableCount * TableBytes];
        for (var bucket = 0; bucket < BucketCount; bucket++)
        {
            for (var place = 0; place < Probe.Length; place++)
            {
                var low = tables.AsSpan((((bucket / 8 * Probe.Length) + place) * 2) * TableBytes, TableBytes * 2);
                for (var entry = 0; entry < TableBytes; entry++)
                {
                    low[entry] |= (byte)((_buckets[bucket].Low[place] >> (entry % 16) & 1) << (bucket % 8));
                    low[TableBytes + entry] |= (byte)((_buckets[bucket].High[place] >> (entry % 16) & 1) << (bucket % 8));
                }
            }
        }

        return tables;
    }

    private struct Bucket
    {
        /// <summary>The low halves that occur at each place, a bit each.</summary>
        public Places Low;

        /// <summary>The high halves.</summary>
        public Places High;

        public static Bucket Of(Probe probe)
        {
            var bucket = default(Bucket);
            for (var place = 0; place < Probe.Length; place++)
            {
                foreach (var value in probe.Sets[place].Values())
                {
                    bucket.Low[place] |= (ushort)(1 << (value & 15));
                    bucket.High[place] |= (ushort)(1 << (value >> 4));
                }
            }

            return bucket;
        }

        public readonly Bucket With(in Bucket other)
        {
            var both = this;
            for (var place = 0; place < Probe.Length; place++)
            {
                both.Low[place] |= other.Low[place];
                both.High[place] |= other.High[place];
            }

            return both;
        }
    }

    [InlineArray(Probe.Length)]
    private struct Places
    {
        private ushort _first;
    }
}
