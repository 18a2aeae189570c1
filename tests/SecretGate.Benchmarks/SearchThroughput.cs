using System.Diagnostics;
using System.Text;
using SecretGate.Benchmarks.Tables;
using SecretGate.Detection.Search;

namespace SecretGate.Benchmarks;

/// <summary>Speed of the literal search over real files, for each width of vectors.</summary>
internal static class SearchThroughput
{
    private const int WindowBytes = 256 * 1024;

    /// <summary>Prints MB/s, first hits and hits per MB.</summary>
    public static void Measure(IReadOnlyList<Literal> literals, IReadOnlyList<string> folders, long maxBytes)
    {
        var files = Corpus.Files(folders, maxBytes).ToList();
        var megabytes = files.Sum(f => (long)f.Length) / 1e6;
        Console.WriteLine($"{literals.Count} literals, {files.Count} files, {megabytes:F0} MB");
        foreach (var width in new[] { VectorWidth.None, VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512 })
        {
            var clock = Stopwatch.StartNew();
            var search = new LiteralSearch(literals, width);
            var build = clock.Elapsed;
            var best = double.MaxValue;
            var hits = new List<LiteralHit>();
            for (var round = 0; round < 3; round++)
            {
                hits.Clear();
                var before = Cpu();
                foreach (var file in files)
                {
                    for (var at = 0; at < file.Length; at += WindowBytes)
                    {
                        search.Find(file, at, Math.Min(file.Length, at + WindowBytes), hits);
                    }
                }

                best = Math.Min(best, (Cpu() - before).TotalSeconds);
            }

            Console.WriteLine($"{width,-8} {megabytes / best,7:F0} MB/s  {hits.Count / megabytes,7:F2} hits/MB  built in {build.TotalMilliseconds:F1} ms");
        }
    }

    // Load of the machine's other tenants does not count.
    private static TimeSpan Cpu() => Process.GetCurrentProcess().UserProcessorTime;

    /// <summary>Prints the literals with the most hits, per MB.</summary>
    public static void HitsByLiteral(IReadOnlyList<Literal> literals, IReadOnlyList<string> folders, long maxBytes)
    {
        var search = new LiteralSearch(literals);
        var counts = new long[literals.Count];
        var total = 0L;
        var hits = new List<LiteralHit>();
        foreach (var file in Corpus.Files(folders, maxBytes))
        {
            hits.Clear();
            search.Find(file, 0, file.Length, hits);
            hits.ForEach(hit => counts[hit.Literal]++);
            total += file.Length;
        }

        foreach (var (count, number) in counts.Select((count, number) => (count, number)).OrderByDescending(c => c.count).Take(60))
        {
            Console.WriteLine($"{count / (total / 1e6),9:F3}  {Encoding.Latin1.GetString(literals[number].Text)}");
        }
    }
}
