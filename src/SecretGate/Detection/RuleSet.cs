using SecretGate.Detection.Keys;
using SecretGate.Detection.Scanning;

namespace SecretGate.Detection;

/// <summary>The rules of one run, compiled for the scanner. Immutable; shared by all scanners.</summary>
internal sealed class RuleSet
{
    private const string ResourcePrefix = "rules/";

    private RuleSet(IReadOnlyList<Rule> rules)
    {
        Rules = [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal)];
        Compiled = [.. Rules.Where(r => r.Pattern is not null).Select(CompiledRule.Of)];
        Plan = new ScanPlan(Compiled, KeyFormats.All);
    }

    /// <summary>All rules, by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rules that have a pattern.</summary>
    public IReadOnlyList<CompiledRule> Compiled { get; }

    /// <summary>What scanners look for.</summary>
    public ScanPlan Plan { get; }

    /// <summary>The built-in rules, from the embedded YAML files.</summary>
    public static RuleSet BuiltIn() => new(BuiltInRules());

    /// <summary>These rules: built-in ones of a policy's choice and custom ones.</summary>
    public static RuleSet Of(IReadOnlyList<Rule> rules) => new(rules);

    /// <summary>The built-in rules as they are written, not compiled: for a policy that chooses among them.</summary>
    public static IReadOnlyList<Rule> BuiltInRules()
    {
        var assembly = typeof(RuleSet).Assembly;
        var rules = new List<Rule>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // the name comes from the assembly itself
            using var reader = new StreamReader(stream);
            rules.AddRange(RuleReader.ReadFile(reader.ReadToEnd(), name, isShipped: true));
        }

        return rules.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new InvalidOperationException($"two files have a rule {twice.Key}")
            : rules;
    }
}
