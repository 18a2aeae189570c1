using System.Text.RegularExpressions;
using SecretGate.Decoding;

namespace SecretGate.Detection;

/// <summary>Reads rules from YAML: the built-in ones, one file a vendor, and the custom ones of a policy. Every error says where and what to write.</summary>
internal sealed partial class RuleReader
{
    /// <summary>The keys of a rule, in the order in which files give them.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "id", "name", "description", "severity", "confidence", "keywords", "context", "pattern", "checks", "pair", "revoke", "references",
        "examples", "counterexamples",
    ];

    private static readonly string[] FileKeys = ["vendor", "rules"];

    private readonly YamlMapping _rule;
    private readonly string _vendor;

    private RuleReader(YamlMapping rule, string vendor)
    {
        _rule = rule;
        _vendor = vendor;
    }

    /// <summary>Reads a file of rules: <c>vendor</c>, then <c>rules</c>.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">The file as errors name it.</param>
    /// <param name="isShipped">True for a file of ours: its patterns are compiled once, when the run needs them, and by the tests.</param>
    /// <exception cref="GateException">It is malformed, or a rule of it cannot be used.</exception>
    public static IReadOnlyList<Rule> ReadFile(string text, string name, bool isShipped = false)
    {
        var file = StrictYaml.Read(text, name).AsMapping("a rule file");
        file.RefuseUnknownKeys("a rule file", FileKeys);
        var vendor = Required(file, "vendor", "the rule file").AsScalar("vendor").Text;
        return ReadAll(Required(file, "rules", "the rule file").AsSequence("rules"), rule => Read(rule, vendor, isShipped));
    }

    /// <summary>Reads a list of rules and refuses an id that is given twice.</summary>
    /// <param name="rules">The list.</param>
    /// <param name="read">Reads one.</param>
    /// <exception cref="GateException">A rule cannot be used.</exception>
    public static IReadOnlyList<Rule> ReadAll(YamlSequence rules, Func<YamlMapping, Rule> read)
    {
        var all = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (var item in rules.Items)
        {
            var rule = read(item.AsMapping("a rule"));
            if (!all.TryAdd(rule.Id, rule))
            {
                throw item.Mark.Refuse($"the rule {YamlWords.Quote(rule.Id)} is given twice.", "Keep one of the two, or give it another id.");
            }
        }

        return [.. all.Values];
    }

    /// <summary>Reads a built-in rule, which has a description, a reference and an example.</summary>
    /// <exception cref="GateException">It cannot be used.</exception>
    private static Rule Read(YamlMapping mapping, string vendor, bool isShipped)
    {
        var reader = new RuleReader(mapping, vendor);
        var rule = reader.Read();
        if (!isShipped)
        {
            reader.Verify(rule);
        }

        foreach (var key in new[] { "name", "description", "references", "examples" })
        {
            _ = Required(mapping, key, "the rule");
        }

        return rule;
    }

    /// <summary>Reads a custom rule of a policy, which needs no more than <c>id</c>, <c>pattern</c> and <c>severity</c>.</summary>
    /// <exception cref="GateException">It cannot be used.</exception>
    public static Rule ReadCustom(YamlMapping mapping)
    {
        _ = Required(mapping, "pattern", "a custom rule");
        var reader = new RuleReader(mapping, "custom");
        var rule = reader.Read();
        reader.Verify(rule);
        return rule;
    }

    private Rule Read()
    {
        _rule.RefuseUnknownKeys("a rule", Keys);
        var id = Required(_rule, "id", "a rule").AsScalar("id");
        if (!KebabCase().IsMatch(id.Text))
        {
            throw id.Mark.Refuse($"the id {YamlWords.Quote(id.Text)} is not in kebab-case.", "Use lower-case letters, digits and single hyphens.");
        }

        return new Rule
        {
            Id = id.Text,
            Vendor = _vendor,
            Name = Text("name") ?? id.Text,
            Description = Text("description") ?? $"Found by the custom rule {id.Text}.",
            Severity = Required(_rule, "severity", "a rule").AsWord<Severity>("severity"),
            Confidence = _rule.Find("confidence")?.AsWord<Confidence>("confidence") ?? Confidence.Likely,
            Keywords = Texts("keywords"),
            Context = Texts("context"),
            Pattern = Text("pattern"),
            Checks = Texts("checks"),
            Pair = Text("pair"),
            Revoke = Text("revoke"),
            References = Texts("references"),
            Examples = Texts("examples"),
            Counterexamples = Texts("counterexamples"),
        };
    }

    private void Verify(Rule rule)
    {
        if (rule.Pattern is null)
        {
            return;
        }

        try
        {
            _ = CompiledRule.Of(rule);
        }
        catch (RuleException error)
        {
            var mark = (_rule.Find(error.Key) ?? _rule).Mark;
            throw mark.Refuse($"{error.Key} of {YamlWords.Quote(rule.Id)}: {error.Message}.", error.Help);
        }
    }

    private string? Text(string key) => _rule.Find(key)?.AsScalar(key).Text;

    private string[] Texts(string key) => _rule.Find(key) is { } list ? [.. list.AsSequence(key).Items.Select(item => item.AsScalar($"an item of {key}").Text)] : [];

    private static YamlValue Required(YamlMapping mapping, string key, string what) =>
        mapping.Find(key) ?? throw mapping.Mark.Refuse($"{what} lacks the key \"{key}\".", $"Add \"{key}: …\".");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
