using SecretGate.Policy;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Content;

/// <summary>The verdict in a sentence, the same in every report.</summary>
internal static class VerdictText
{
    /// <summary>What the gate decided, and why.</summary>
    public static Sentence Headline(GateReport report) =>
        Reason(report.Verdict, report.IsReportOnly, [.. report.Images.SelectMany(image => image.Findings)], report.Images.Sum(image => image.FindingsNotListed));

    /// <summary>Which policy decided.</summary>
    public static Sentence Policy(GateReport report) =>
        $"policy {report.PolicyName} ({report.PolicySource}), threshold {report.Threshold}";

    /// <summary>An image and its platforms.</summary>
    public static Sentence Image(ImageReport image)
    {
        Sentence? platforms = image.Platforms.Count > 0 ? (Sentence)$" ({string.Join(", ", image.Platforms)})" : null;
        return $"{image.Image}{platforms}: {Words.Of(image.Verdict):own}";
    }

    /// <summary>What the policy made of a finding; null where nothing follows from it.</summary>
    public static Sentence? Effect(JudgedFinding judged) => judged switch
    {
        { IsBlocking: true } => $"closes the gate",
        { Exception: { } exception } => $"accepted until {Words.Of(exception.Expires):own}: {exception.Reason}",
        { IsInBaseline: true } => $"in the baseline",
        _ => null,
    };

    private static Sentence Reason(Verdict verdict, bool isReportOnly, IReadOnlyList<JudgedFinding> findings, int notListed)
    {
        var blocking = findings.Count(finding => finding.IsBlocking);
        var count = Count(findings, notListed);
        return verdict switch
        {
            Verdict.Closed when blocking == 1 => $"1 finding closes the gate ({count})",
            Verdict.Closed => $"{blocking} findings close the gate ({count})",
            Verdict.Incomplete when blocking > 0 => $"not everything was read, and findings close the gate ({count})",
            Verdict.Incomplete => $"not everything was read: what is in the rest is not known ({count})",
            _ when isReportOnly => $"report only: findings do not close the gate ({count})",
            _ => $"no finding closes the gate ({count})",
        };
    }

    private static Sentence Count(IReadOnlyList<JudgedFinding> findings, int notListed)
    {
        var accepted = findings.Count(finding => finding.IsAccepted);
        Sentence? acceptedPart = accepted > 0 ? (Sentence)$", {accepted} of them accepted" : null;
        Sentence? unlistedPart = notListed > 0 ? (Sentence)$", {notListed} more not listed" : null;
        return $"findings: {findings.Count}{acceptedPart}{unlistedPart}";
    }
}
