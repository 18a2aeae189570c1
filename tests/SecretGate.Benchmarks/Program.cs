using SecretGate.Benchmarks.Tables;
using SecretGate.Detection;

namespace SecretGate.Benchmarks;

/// <summary>
/// <c>tables bytes FOLDER...</c> prints the rows of an embedded table; <c>search</c>, <c>hits</c> and <c>scan</c> measure over real files;
/// anything else goes to BenchmarkDotNet.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["tables", "bytes", .. var folders]:
                Console.Write(ByteFrequencyTable.Make(folders));
                return 0;
            case ["search", .. var folders]:
                SearchThroughput.Measure(RuleSet.BuiltIn().Plan.Literals, folders, maxBytes: 400_000_000);
                return 0;
            case ["hits", .. var folders]:
                SearchThroughput.HitsByLiteral(RuleSet.BuiltIn().Plan.Literals, folders, maxBytes: 4_000_000_000);
                return 0;
            case ["scan", .. var folders]:
                ScanThroughput.Measure(folders, maxBytes: 400_000_000);
                return 0;
            default:
                BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }
}
