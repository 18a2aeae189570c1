using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>
/// Reads policy files (docs/policy.md). Whatever it does not know word for word is refused with its position: a slip of the fingers must
/// not open the gate.
/// </summary>
/// <param name="builtInRules">The rules that a policy may change and except.</param>
internal sealed class PolicyReader(IReadOnlyList<Rule> builtInRules)
{
    private const int MaxNameLength = 100;

    // What `default` extends.
    private static readonly GatePolicy Strictest = new() { Name = "strictest", Source = BuiltInPolicies.Source };

    /// <summary>The keys of a policy, in the order of docs/policy.md.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["version", "name", "extends", "fail-on", "confidence", "report-only", "upload", "rules", "exceptions", "limits", "unread"];

    /// <summary>The keys of <c>fail-on</c> where it tells origins apart.</summary>
    public static IReadOnlyList<string> FailOnKeys { get; } = ["own", "base"];

    /// <summary>Reads a policy that ships with the program.</summary>
    /// <param name="name">One of <see cref="BuiltInPolicies.Names"/>.</param>
    public GatePolicy ReadBuiltIn(string name)
    {
        var file = StrictYaml.Read(BuiltInPolicies.File(name), $"policies/{name}.yml").AsMapping("a policy");
        return Read(file, name, BuiltInPolicies.Source, name == BuiltInPolicies.Default ? Strictest : ReadExtended(file));
    }

    /// <summary>Reads a policy file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="path">The file as the user named it.</param>
    /// <exception cref="GateException">It says something that is not understood (exit code 2).</exception>
    public GatePolicy Read(ReadOnlySpan<byte> utf8, string path)
    {
        var file = StrictYaml.Read(utf8, path).AsMapping("a policy");
        return Read(file, path, path, ReadExtended(file));
    }

    private GatePolicy Read(YamlMapping file, string name, string source, GatePolicy extended)
    {
        var (settings, ownRules) = Take(file, "rules", (extended.RuleSettings, []), value => new PolicyRuleReader(builtInRules).Read(value, extended));
        var off = settings.Where(setting => !setting.IsEnabled).Select(setting => setting.Id).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> ruleIds = [.. builtInRules.Concat(ownRules).Select(rule => rule.Id)];
        return new GatePolicy
        {
            Name = Take(file, "name", name, ReadName),
            Source = source,
            Threshold = Take(file, "fail-on", extended.Threshold, value => ReadFailOn(value, extended.Threshold)) with
            {
                Confidence = Take(file, "confidence", extended.Threshold.Confidence, value => value.AsWord<Confidence>("confidence")),
            },
            IsReportOnly = Take(file, "report-only", extended.IsReportOnly, value => value.AsTruth("report-only")),
            Upload = Take(file, "upload", extended.Upload, value => value.AsWord<UploadMode>("upload")),
            RuleSettings = settings,
            Rules = [.. builtInRules.Where(rule => rule.Pattern is null || !off.Contains(rule.Id)), .. ownRules],
            Exceptions = Take(file, "exceptions", extended.Exceptions, value => [.. extended.Exceptions, .. PolicyExceptionReader.Read(value, ruleIds)]),
            Limits = Take(file, "limits", extended.Limits, value => PolicyLimits.Read(value, extended.Limits)),
            Unread = Take(file, "unread", extended.Unread, ReadUnread),
        };
    }

    // The first look at a file: its version says whether the keys mean what we think.
    private GatePolicy ReadExtended(YamlMapping file)
    {
        var version = file.Find("version") ?? throw file.Mark.Refuse("a policy must say its version.", "Write \"version: 1\" as the first line.");
        if (version is not YamlScalar { IsPlain: true, Text: "1" })
        {
            throw version.Mark.Refuse("this version of policies is not known.", "Write \"version: 1\".");
        }

        file.RefuseUnknownKeys("a policy", Keys);
        return ReadBuiltIn(Take(file, "extends", BuiltInPolicies.Default, value => value.AsOneOf("policy to extend", BuiltInPolicies.Names)));
    }

    private static T Take<T>(YamlMapping file, string key, T otherwise, Func<YamlValue, T> read) => file.Find(key) is { } value ? read(value) : otherwise;

    private static string ReadName(YamlValue value) =>
        value.AsScalar("name") is { Text.Length: <= MaxNameLength } name
            ? name.Text
            : throw value.Mark.Refuse($"name is longer than {MaxNameLength} characters.", "Shorten it.");

    private static Threshold ReadFailOn(YamlValue value, Threshold extended)
    {
        if (value is not YamlMapping origins)
        {
            return extended.At(value.AsWord<Severity>("severity"));
        }

        origins.RefuseUnknownKeys("fail-on", FailOnKeys);
        return origins.Entries.Count == 0
            ? throw origins.Mark.Refuse("fail-on says nothing.", "Give own, base or both a level, or write one level.")
            : extended with { Own = Take(origins, "own", extended.Own, ReadLevel), Base = Take(origins, "base", extended.Base, ReadLevel) };
    }

    private static Severity? ReadLevel(YamlValue value)
    {
        var words = YamlWords.Of<Severity>();
        return words.TryGetValue(value.AsOneOf("severity", [.. words.Keys, Threshold.Never]), out var level) ? level : null;
    }

    private static IReadOnlyList<string> ReadUnread(YamlValue value)
    {
        var reasons = new List<string>();
        foreach (var item in value.AsSequence("unread").Items)
        {
            var reason = item.AsOneOf("reason", UnreadReason.All);
            reasons.Add(reasons.Contains(reason) ? throw item.Mark.Refuse($"the reason {reason} is given twice.", "Keep one of the two.") : reason);
        }

        return reasons;
    }
}
