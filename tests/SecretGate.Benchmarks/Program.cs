using SecretGate.Benchmarks.Tables;
using SecretGate.Detection.Search;

namespace SecretGate.Benchmarks;

/// <summary>
/// <c>tables bytes FOLDER...</c> prints the rows of an embedded table; anything else goes to BenchmarkDotNet.
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
            case ["search", var file, .. var folders]:
                SearchThroughput.Measure(LiteralsOf(file), folders, maxBytes: 400_000_000);
                return 0;
            case ["hits", var file, .. var folders]:
                SearchThroughput.HitsByLiteral(LiteralsOf(file), folders, maxBytes: 4_000_000_000);
                return 0;
            default:
                BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }

    private static List<Literal> LiteralsOf(string file) =>
        [.. File.ReadAllLines(file).Where(l => l.Length >= Literal.MinBytes).Select(l => new Literal(System.Text.Encoding.UTF8.GetBytes(l), IgnoreCase: false))];
}
