using SecretGate.Detection;
using SecretGate.Findings;

namespace SecretGate.Policy;

/// <summary>Applies a policy to what was found and to what was not read.</summary>
/// <param name="policy">The policy.</param>
/// <param name="rules">The rules of the run, custom ones included.</param>
/// <param name="baseline">An earlier report; null for none.</param>
/// <param name="today">The day on which exceptions are judged, in UTC.</param>
internal sealed class Judge(GatePolicy policy, IReadOnlyList<Rule> rules, Baseline? baseline, DateOnly today)
{
    private readonly IReadOnlyDictionary<string, Rule> _rules = rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, RuleSetting> _settings = policy.RuleSettings.ToDictionary(setting => setting.Id, StringComparer.Ordinal);

    /// <summary>The judgement over all images of a run.</summary>
    public Judgement Run(IReadOnlyList<ImageEvidence> images)
    {
        var exceptions = new ExceptionBook(policy.Exceptions, today);
        var judged = images.Select(image => JudgeImage(image, exceptions)).ToList();
        return new Judgement(Worst(judged.Select(image => image.Verdict)), judged, [.. exceptions.Remarks(), .. RulesOff()]);
    }

    private JudgedImage JudgeImage(ImageEvidence image, ExceptionBook exceptions)
    {
        var applicable = exceptions.For(image.Names);
        var findings = InOrder(image.Findings.Where(IsWanted).Select(finding => JudgeFinding(Rate(finding), exceptions, applicable))).ToList();
        var coverage = image.Coverage with { Notes = [.. image.Coverage.Notes.Select(note => note with { MayPass = policy.Unread.Contains(note.Reason) })] };
        var verdict = !IsRead(coverage) ? Verdict.Incomplete
            : findings.Any(finding => finding.IsBlocking) ? Verdict.Closed
            : Verdict.Open;
        return new JudgedImage(
            verdict, [.. findings.Take(policy.Limits.Findings)], Math.Max(0, findings.Count - policy.Limits.Findings), coverage);
    }

    private bool IsWanted(Finding finding) => _settings.GetValueOrDefault(finding.RuleId)?.IsEnabled ?? true;

    private Finding Rate(Finding finding) =>
        _settings.GetValueOrDefault(finding.RuleId)?.Severity is { } severity && !IsRefuted(finding) ? finding with { Severity = severity } : finding;

    // A token whose checksum does not hold: its check made it info and possible, whatever its rule says. Keys, which have no pattern, are parsed.
    private bool IsRefuted(Finding finding) =>
        finding is { Severity: Severity.Info, Confidence: Confidence.Possible }
        && _rules.GetValueOrDefault(finding.RuleId) is { Pattern: not null } rule
        && (rule.Severity, rule.Confidence) != (finding.Severity, finding.Confidence);

    private JudgedFinding JudgeFinding(Finding finding, ExceptionBook exceptions, IReadOnlyList<PolicyException> applicable)
    {
        var (accepting, open) = exceptions.Apply(finding, applicable);
        var isInBaseline = baseline?.Contains(finding.Fingerprint) ?? false;
        var isBlocking = !policy.IsReportOnly && !isInBaseline && !IsRefuted(finding)
            && open.Any(location => policy.Threshold.IsMetBy(finding.Severity, finding.Confidence, location.Origin));
        return new JudgedFinding(finding, isBlocking, accepting is null ? null : new AcceptedBy(accepting.Reason, accepting.Expires), isInBaseline);
    }

    // Bytes that are missing without a note would be a fault of ours; they keep the gate shut all the same.
    private static bool IsRead(Coverage coverage) =>
        coverage.Notes.All(note => note.MayPass) && (coverage.Notes.Count > 0 || coverage.UnreadBytes == 0);

    private static IEnumerable<JudgedFinding> InOrder(IEnumerable<JudgedFinding> findings) => findings
        .OrderByDescending(judged => judged.IsBlocking)
        .ThenByDescending(judged => judged.Finding.Severity)
        .ThenBy(judged => judged.Finding.Locations[0].Layer ?? int.MaxValue)
        .ThenBy(judged => judged.Finding.Locations[0].Path, StringComparer.Ordinal)
        .ThenBy(judged => judged.Finding.Locations[0].Offset ?? -1)
        .ThenBy(judged => judged.Finding.RuleId, StringComparer.Ordinal)
        .ThenBy(judged => judged.Finding.Fingerprint.Hex, StringComparer.Ordinal);

    // Verdicts are ordered from the best to the worst; a run that saw no image knows nothing.
    private static Verdict Worst(IEnumerable<Verdict> verdicts) => verdicts.DefaultIfEmpty(Verdict.Incomplete).Max();

    private IEnumerable<string> RulesOff() =>
        policy.RuleSettings.Where(setting => !setting.IsEnabled).Select(setting => setting.Id).ToList() is { Count: > 0 } off
            ? [$"The policy turns off {off.Count} {(off.Count == 1 ? "rule" : "rules")}: {string.Join(", ", off)}."]
            : [];
}
