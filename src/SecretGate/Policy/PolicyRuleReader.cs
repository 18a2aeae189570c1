using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>Reads the <c>rules</c> of a policy: settings of built-in ones, and rules of its own.</summary>
internal sealed class PolicyRuleReader(IReadOnlyList<Rule> builtInRules)
{
    /// <summary>The keys of a setting of a built-in rule.</summary>
    public static IReadOnlyList<string> SettingKeys { get; } = ["id", "enabled", "severity"];

    // What a rule of a policy's own cannot do without; the rest is optional there.
    private static readonly string[] NeededKeys = ["pattern", "severity"];

    private readonly IReadOnlyList<string> _builtInIds = [.. builtInRules.Select(rule => rule.Id)];

    /// <summary>Settings and own rules, those of the extended policy first where this one does not replace them.</summary>
    public (IReadOnlyList<RuleSetting> Settings, IReadOnlyList<YamlMapping> CustomRules) Read(YamlValue rules, GatePolicy extended)
    {
        var seen = new Dictionary<string, YamlMark>(StringComparer.Ordinal);
        var settings = new List<RuleSetting>();
        var customRules = new List<YamlMapping>();
        foreach (var item in rules.AsSequence("rules").Items)
        {
            var rule = item.AsMapping("a rule");
            var id = IdOf(rule);
            if (!seen.TryAdd(id, rule.Mark))
            {
                throw rule.Mark.Refuse($"the rule {YamlWords.Quote(id)} is given twice.", $"Keep one of the two; the other is at {seen[id]}.");
            }

            if (_builtInIds.Contains(id))
            {
                settings.Add(ReadSetting(rule, id));
            }
            else
            {
                customRules.Add(RequireWhole(rule, id));
            }
        }

        return ([.. extended.RuleSettings.Where(setting => !seen.ContainsKey(setting.Id)), .. settings], [.. extended.CustomRules, .. customRules]);
    }

    /// <summary>The id of a rule.</summary>
    /// <exception cref="GateException">It has none.</exception>
    public static string IdOf(YamlMapping rule) =>
        (rule.Find("id") ?? throw rule.Mark.Refuse("a rule must have an id.", "Name a built-in rule, or give yours a new id.")).AsScalar("id").Text;

    /// <summary>The error for a rule that there is not. It offers the nearest and not the whole list, which is long.</summary>
    public static GateException UnknownRule(YamlMark mark, string id, IReadOnlyList<string> known, string fix) => mark.Refuse(
        $"unknown rule {YamlWords.Quote(id)}.",
        YamlWords.Nearest(id, known) is { } nearest ? $"Did you mean {YamlWords.Quote(nearest)}? {fix}" : fix);

    private static RuleSetting ReadSetting(YamlMapping rule, string id)
    {
        if (rule.Find("pattern") is { } pattern)
        {
            throw pattern.Mark.Refuse($"{id} is a built-in rule, whose pattern cannot be changed.", "Give your rule another id.");
        }

        rule.RefuseUnknownKeys("a setting of a built-in rule", SettingKeys);
        return rule.Entries.Count > 1
            ? new RuleSetting(id, rule.Find("enabled")?.AsTruth("enabled") ?? true, rule.Find("severity")?.AsWord<Severity>("severity"))
            : throw rule.Mark.Refuse($"nothing is said of the rule {id}.", "Add enabled or severity.");
    }

    private YamlMapping RequireWhole(YamlMapping rule, string id)
    {
        var missing = NeededKeys.FirstOrDefault(key => rule.Find(key) is null);
        return missing switch
        {
            null => rule,
            "pattern" => throw UnknownRule(rule.Mark, id, _builtInIds, "A rule of your own needs a pattern; `secretgate rules list` shows the others."),
            _ => throw rule.Mark.Refuse($"the rule {YamlWords.Quote(id)} needs a {missing}.", $"Add {missing}."),
        };
    }
}
