using System.Diagnostics;
using SecretGate.Benchmarks.Tables;
using SecretGate.Detection;
using SecretGate.Detection.Keys;

namespace SecretGate.Benchmarks;

/// <summary>Speed of the whole scanner over real files, and what it allocates.</summary>
internal static class ScanThroughput
{
    /// <summary>Prints user time a GB, matches, and bytes allocated a MB.</summary>
    public static void Measure(IReadOnlyList<string> folders, long maxBytes)
    {
        var clock = Stopwatch.StartNew();
        var rules = RuleSet.BuiltIn();
        Console.WriteLine($"{rules.Rules.Count} rules, {rules.Plan.Literals.Count} literals, loaded in {clock.ElapsedMilliseconds} ms");
        var files = Corpus.Files(folders, maxBytes).ToList();
        var gigabytes = files.Sum(f => (long)f.Length) / 1e9;
        using var scanner = new Scanner(rules);
        for (var round = 0; round < 3; round++)
        {
            var sink = new Counter();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var before = Process.GetCurrentProcess().UserProcessorTime;
            foreach (var file in files)
            {
                scanner.Begin(sink);
                scanner.Push(file);
                scanner.End();
            }

            var seconds = (Process.GetCurrentProcess().UserProcessorTime - before).TotalSeconds;
            var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Console.WriteLine(
                $"{files.Count} files, {gigabytes:F2} GB: {seconds / gigabytes:F3} s/GB, {sink.Matches} matches, {sink.Passphrases} passphrases, {bytes / gigabytes / 1000:F0} bytes allocated a MB");
            if (round == 2)
            {
                foreach (var (rule, count) in sink.ByRule.OrderByDescending(r => r.Value).Take(40))
                {
                    Console.WriteLine($"{count,7} {rule}");
                }
            }
        }
    }

    private sealed class Counter : IMatchSink
    {
        public int Matches { get; private set; }

        public int Passphrases { get; private set; }

        public Dictionary<string, int> ByRule { get; } = [];

        public void Accept(Match match)
        {
            Matches++;
            var rule = $"{match.Secret.RuleId} {match.Secret.Severity} {match.Secret.Confidence}";
            ByRule[rule] = ByRule.GetValueOrDefault(rule) + 1;
        }

        public void Accept(PublicHalf half)
        {
            // Not counted.
        }

        public void Accept(Match match, EncryptedContainer container) => Accept(match);

        public void AcceptPassphrase(ReadOnlySpan<byte> value, long offset) => Passphrases++;
    }
}
