using System.Globalization;
using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>Reads the <c>exceptions</c> of a policy.</summary>
internal static class PolicyExceptionReader
{
    /// <summary>What stands for the reason in the entry that a report offers to paste; refused, so that somebody has to think of one.</summary>
    public const string ReasonToFillIn = "WHY-IT-MAY-STAY";

    private const int MaxReasonLength = 1_000;

    // Fingerprints are SHA-256, or its first half.
    private static readonly int[] FingerprintDigits = [32, 64];

    private static readonly string[] Conditions = ["fingerprint", "path", "rule", "layer", "image"];

    /// <summary>The keys of an exception.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Conditions, "reason", "expires"];

    /// <summary>The exceptions, in the order of the file.</summary>
    /// <param name="value">The list.</param>
    /// <param name="ruleIds">The rules that there are.</param>
    /// <exception cref="GateException">One has no condition, reason or last day, or says something that is not understood.</exception>
    public static IReadOnlyList<PolicyException> Read(YamlValue value, IReadOnlyList<string> ruleIds) =>
        [.. value.AsSequence("exceptions").Items.Select(item => Read(item.AsMapping("an exception"), ruleIds))];

    private static PolicyException Read(YamlMapping item, IReadOnlyList<string> ruleIds)
    {
        item.RefuseUnknownKeys("an exception", Keys);
        if (!Conditions.Any(key => item.Find(key) is not null))
        {
            throw item.Mark.Refuse("an exception must say what it accepts.", $"Add one or more of: {string.Join(", ", Conditions)}.");
        }

        return new PolicyException
        {
            Mark = item.Mark,
            Reason = ReadReason(Require(item, "reason", "Say why the finding is no danger, for the reader after you.")),
            Expires = ReadDay(Require(item, "expires", "Add the last day on which it holds, as YYYY-MM-DD.")),
            Fingerprint = item.Find("fingerprint") is { } fingerprint ? ReadFingerprint(fingerprint) : null,
            RuleId = item.Find("rule") is { } rule ? ReadRule(rule, ruleIds) : null,
            Path = item.Find("path") is { } path ? PathGlob.Read(path.AsScalar("path")) : null,
            Layer = item.Find("layer") is { } layer ? ReadLayer(layer) : null,
            Image = item.Find("image") is { } image ? PathGlob.Read(image.AsScalar("image")) : null,
        };
    }

    private static YamlValue Require(YamlMapping item, string key, string fix) =>
        item.Find(key) ?? throw item.Mark.Refuse($"an exception must have the key {key}.", fix);

    private static string ReadReason(YamlValue value) =>
        value.AsScalar("reason") is var reason && (string.IsNullOrWhiteSpace(reason.Text) || reason.Text == ReasonToFillIn)
            ? throw reason.Mark.Refuse("the exception gives no reason.", "Say why the finding is no danger.")
        : reason.Text.Length > MaxReasonLength ? throw reason.Mark.Refuse($"reason is longer than {MaxReasonLength} characters.", "Shorten it, or link to a page.")
        : reason.Text;

    private static DateOnly ReadDay(YamlValue value) =>
        value.AsScalar("expires") is var text && DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw text.Mark.Refuse($"{YamlWords.Quote(text.Text)} is no day.", "Write the last day on which it holds as YYYY-MM-DD.");

    private static Fingerprint ReadFingerprint(YamlValue value) =>
        value.AsScalar("fingerprint") is var text && FingerprintDigits.Contains(text.Text.Length) && text.Text.All(char.IsAsciiHexDigitLower)
            ? new Fingerprint(text.Text)
            : throw text.Mark.Refuse($"{YamlWords.Quote(text.Text)} is no fingerprint.", "Copy all 32 or 64 lower-case hex digits from the report.");

    private static string ReadRule(YamlValue value, IReadOnlyList<string> ruleIds) =>
        value.AsScalar("rule") is var id && ruleIds.Contains(id.Text)
            ? id.Text
            : throw PolicyRuleReader.UnknownRule(id.Mark, id.Text, ruleIds, "`secretgate rules list` shows them.");

    private static LayerName ReadLayer(YamlValue value)
    {
        const string Algorithm = "sha256:";
        const int DigestLength = 71;
        const int MaxIndex = 100_000;
        var text = value.AsScalar("layer").Text;
        if (!text.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return new LayerName(null, (int)value.AsNumber("layer", 0, MaxIndex));
        }

        return text.Length == DigestLength && text.Skip(Algorithm.Length).All(char.IsAsciiHexDigitLower)
            ? new LayerName(text, null)
            : throw value.Mark.Refuse($"{YamlWords.Quote(text)} is no diff ID.", "Copy sha256: and all 64 hex digits from the report.");
    }
}
