using SecretGate.Detection;

namespace SecretGate;

/// <summary>The rules as their authors and readers see them: what <c>secretgate rules</c> shows.</summary>
public static class RuleBook
{
    /// <summary>The built-in rules, by id.</summary>
    public static IReadOnlyList<RulePage> BuiltIn() => [.. RuleSet.BuiltIn().Rules.Select(Page)];

    /// <summary>Reads and compiles the rules of a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">The file as errors name it.</param>
    /// <exception cref="GateException">It is malformed, or a rule of it cannot be used (exit code 2).</exception>
    public static IReadOnlyList<RulePage> Read(string text, string name)
    {
        var rules = RuleReader.ReadFile(text, name);
        try
        {
            return [.. RuleSet.Of(rules).Rules.Select(Page)];
        }
        catch (RuleException wrong)
        {
            throw new GateException(ExitCode.Usage, $"{name}: {wrong.Message}.", wrong.Help, wrong);
        }
    }

    private static RulePage Page(Rule rule) => new()
    {
        Id = rule.Id,
        Vendor = rule.Vendor,
        Name = rule.Name,
        Description = rule.Description,
        Severity = rule.Severity,
        Confidence = rule.Confidence,
        Keywords = rule.Keywords,
        Context = rule.Context,
        Pattern = rule.Pattern,
        Matcher = rule.Pattern is null ? "parser" : CompiledRule.Of(rule).Pattern.Root is null ? "regex" : "span grammar",
        Checks = rule.Checks,
        Revoke = rule.Revoke,
        References = rule.References,
    };
}

/// <summary>One rule.</summary>
public sealed record RulePage
{
    /// <summary>Kebab-case id.</summary>
    public required string Id { get; init; }

    /// <summary>Vendor or key family.</summary>
    public required string Vendor { get; init; }

    /// <summary>Short name.</summary>
    public required string Name { get; init; }

    /// <summary>What was found; what its holder can do.</summary>
    public required string Description { get; init; }

    /// <summary>Default severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Confidence of a match before its checks.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Literals one of which stands in every match.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>Words one of which stands near a match; empty when none is needed.</summary>
    public required IReadOnlyList<string> Context { get; init; }

    /// <summary>The pattern; null for a format that is parsed.</summary>
    public required string? Pattern { get; init; }

    /// <summary>What matches it: <c>span grammar</c>, <c>regex</c> or <c>parser</c>.</summary>
    public required string Matcher { get; init; }

    /// <summary>Checks with their arguments.</summary>
    public required IReadOnlyList<string> Checks { get; init; }

    /// <summary>Where it is revoked; null when unknown.</summary>
    public required string? Revoke { get; init; }

    /// <summary>Links.</summary>
    public required IReadOnlyList<string> References { get; init; }
}
