using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>Reads the <c>rules</c> of a policy: settings of built-in ones, and rules of its own.</summary>
internal sealed class PolicyRuleReader(IReadOnlyList<Rule> builtInRules)
{
    /// <summary>The keys of a setting of a built-in rule.</summary>
    public static IReadOnlyList<string> SettingKeys { get; } = ["id", "enabled", "severity"];

    private readonly IReadOnlyList<string> _builtInIds = [.. builtInRules.Select(rule => rule.Id)];

    /// <summary>The settings, those of the extended policy that this one does not replace first; and the policy's own rules.</summary>
    /// <exception cref="GateException">One is not understood, or given twice.</exception>
    public (IReadOnlyList<RuleSetting> Settings, IReadOnlyList<Rule> OwnRules) Read(YamlValue rules, GatePolicy extended)
    {
        var seen = new Dictionary<string, YamlMark>(StringComparer.Ordinal);
        var settings = new List<RuleSetting>();
        var ownRules = new List<Rule>();
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
                ownRules.Add(ReadOwn(rule, id));
            }
        }

        return ([.. extended.RuleSettings.Where(setting => !seen.ContainsKey(setting.Id)), .. settings], ownRules);
    }

    /// <summary>The error for a rule that there is not. It offers the nearest and not the whole list, which is long.</summary>
    public static GateException UnknownRule(YamlMark mark, string id, IReadOnlyList<string> known, string fix) => mark.Refuse(
        $"unknown rule {YamlWords.Quote(id)}.",
        YamlWords.Nearest(id, known) is { } nearest ? $"Did you mean {YamlWords.Quote(nearest)}? {fix}" : fix);

    private static string IdOf(YamlMapping rule) =>
        (rule.Find("id") ?? throw rule.Mark.Refuse("a rule must have an id.", "Name a built-in rule, or give yours a new id.")).AsScalar("id").Text;

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

    private Rule ReadOwn(YamlMapping rule, string id) =>
        rule.Find("pattern") is null
            ? throw UnknownRule(rule.Mark, id, _builtInIds, "A rule of your own needs a pattern; `secretgate rules list` shows the others.")
            : RuleReader.ReadCustom(rule);
}
