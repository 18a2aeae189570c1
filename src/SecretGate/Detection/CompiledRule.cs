using System.Text;
using SecretGate.Detection.Checks;
using SecretGate.Detection.Patterns;
using SecretGate.Detection.Search;

namespace SecretGate.Detection;

/// <summary>A rule with a pattern, ready to match. Immutable; shared by all scanners.</summary>
internal sealed class CompiledRule
{
    /// <summary>Bytes of the shortest keyword.</summary>
    public const int MinKeywordBytes = 3;

    private const int MaxPrefix = 4;

    private CompiledRule(Rule rule, Pattern pattern, IReadOnlyList<KeywordSite> sites)
    {
        Rule = rule;
        Pattern = pattern;
        Sites = sites;
        Checks = [.. rule.Checks.Select(Detection.Checks.Checks.Create)];
        Context = [.. rule.Context.Select(word => Encoding.UTF8.GetBytes(word))];
        PublicPrefix = pattern.Root is null ? "" : Patterns.PublicPrefix.Of(pattern.Root, MaxPrefix);
    }

    /// <summary>What the rule's file says.</summary>
    public Rule Rule { get; }

    /// <summary>Its pattern.</summary>
    public Pattern Pattern { get; }

    /// <summary>The literals that lead to it; empty when it has none.</summary>
    public IReadOnlyList<KeywordSite> Sites { get; }

    /// <summary>Its checks, in order.</summary>
    public IReadOnlyList<ICheck> Checks { get; }

    /// <summary>Its context words.</summary>
    public IReadOnlyList<byte[]> Context { get; }

    /// <summary>Characters with which every secret of the rule starts, at most 4: they give nothing away.</summary>
    public string PublicPrefix { get; }

    /// <summary>Compiles a rule that has a pattern.</summary>
    /// <exception cref="RuleException">One of its values is of no use.</exception>
    public static CompiledRule Of(Rule rule)
    {
        var text = rule.Pattern ?? throw new ArgumentException("the rule has no pattern", nameof(rule));
        try
        {
            var pattern = Pattern.Parse(text);
            return new CompiledRule(rule, pattern, SitesOf(rule, pattern));
        }
        catch (PatternException error)
        {
            throw new RuleException("pattern", error.Message, error.Help);
        }
        catch (FormatException error)
        {
            throw new RuleException("checks", error.Message, "Write \"name\" or \"name:argument\".");
        }
    }

    private static IReadOnlyList<KeywordSite> SitesOf(Rule rule, Pattern pattern)
    {
        if (rule.Keywords.FirstOrDefault(k => Encoding.UTF8.GetByteCount(k) < MinKeywordBytes) is { } tooShort)
        {
            throw new RuleException(
                "keywords", $"the keyword \"{tooShort}\" is shorter than {MinKeywordBytes} bytes", "Add characters that stand beside it in every match.");
        }

        if (pattern.Root is null)
        {
            return [.. rule.Keywords.Select(k => new KeywordSite(Encoding.UTF8.GetBytes(k), IgnoreCase: false, 0, RegexReach.BeforeBytes, ByteSet.All))];
        }

        if (rule.Keywords.Count > 0)
        {
            return KeywordFinder.Find(pattern.Root, rule.Keywords) ?? throw new RuleException(
                "keywords", "a match of the pattern may have none of the keywords", "Name literals of the pattern, one for each of its alternatives.");
        }

        // A rule with context words and no keyword of its own is looked for beside those words.
        return KeywordFinder.Derive(pattern.Root, rule.Context.Count > 0 ? MinKeywordBytes + 1 : MinKeywordBytes, ByteFrequencies.Rarity) ?? [];
    }
}
