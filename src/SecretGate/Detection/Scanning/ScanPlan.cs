using System.Text;
using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Detection.Patterns;
using SecretGate.Detection.Search;

namespace SecretGate.Detection.Scanning;

/// <summary>What the scanners of a rule set look for, and what each literal leads to. Immutable; shared by all scanners.</summary>
internal sealed class ScanPlan
{
    private readonly Target[][] _targets;

    /// <summary>Makes the plan.</summary>
    public ScanPlan(IReadOnlyList<CompiledRule> rules, IReadOnlyList<KeyFormat> formats)
    {
        Rules = rules;
        var targets = rules.SelectMany((rule, number) => rule.Sites.Select(site => (LiteralOf(site), Target.Of(rule, number, site))))
            .Concat(formats.SelectMany(format => format.Anchors.Select(anchor => (LiteralOf(anchor), Target.Of(format, anchor.Length)))))
            .Concat(PassphraseReader.Stems.Select(stem => (new Literal(Encoding.ASCII.GetBytes(stem), IgnoreCase: true), Target.OfPassphrase(stem))))
            .GroupBy(t => (Convert.ToHexString(t.Item1.Text), t.Item1.IgnoreCase))
            .ToList();
        Literals = [.. targets.Select(same => same.First().Item1 with
        {
            Follow = same.Aggregate(ByteSet.None, (set, t) => set.Or(t.Item1.Follow)),
        })];
        _targets = [.. targets.Select(same => same.Select(t => t.Item2).ToArray())];
        Search = new LiteralSearch(Literals);
        LongestLiteral = Literals.Select(l => l.Text.Length).DefaultIfEmpty().Max();
        BeforeBytes = _targets.SelectMany(t => t).Select(t => t.BeforeBytes).DefaultIfEmpty().Max();
    }

    /// <summary>The rules with a pattern; targets name them by their number.</summary>
    public IReadOnlyList<CompiledRule> Rules { get; }

    /// <summary>All literals, each once.</summary>
    public IReadOnlyList<Literal> Literals { get; }

    /// <summary>Finds them.</summary>
    public LiteralSearch Search { get; }

    /// <summary>Bytes of the longest literal.</summary>
    public int LongestLiteral { get; }

    /// <summary>Bytes in front of a literal that some target wants to see.</summary>
    public int BeforeBytes { get; }

    /// <summary>What a literal leads to.</summary>
    public ReadOnlySpan<Target> TargetsOf(int literal) => _targets[literal];

    private static Literal LiteralOf(KeywordSite site) => new(site.Text, site.IgnoreCase) { Follow = site.Follow };

    private static Literal LiteralOf(ReadOnlyMemory<byte> anchor) => new(anchor.ToArray(), IgnoreCase: false);
}
