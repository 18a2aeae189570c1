using SecretGate.Policy;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Content;

/// <summary>The verdict in a sentence, the same in every report.</summary>
internal static class VerdictText
{
    /// <summary>What the gate decided, and why.</summary>
    public static Sentence Headline(GateReport report) =>
        Reason(report.Verdict, report.IsReportOnly, [.. report.Images.SelectMany(image => image.Findings)], report.Images.Sum(image => image.FindingsNotListed));

    /// <summary>The same for one image.</summary>
    public static Sentence Headline(ImageReport image, bool isReportOnly) => Reason(image.Verdict, isReportOnly, image.Findings, image.FindingsNotListed);

    /// <summary>Which policy decided.</summary>
    public static Sentence Policy(GateReport report) =>
        $"policy {report.PolicyName} ({report.PolicySource}), threshold {report.Threshold}";

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
