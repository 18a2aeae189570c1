using System.Text;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting;

/// <summary>
/// The report for test views: a suite for each image, in which a finding that closes the gate is a failure, an accepted one is skipped, and
/// what was not read is an error.
/// </summary>
internal sealed class JUnitFormat : IReportFormat
{
    // Test views choke on more; JSON has them all.
    private const int MaxFindings = 5_000;
    private const int MaxNotes = 500;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public string Name => "junit";

    /// <inheritdoc/>
    public void Write(GateReport report, ReportOptions options, Stream output)
    {
        using var writer = new StreamWriter(output, Utf8, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        writer.WriteLine($"<testsuites name=\"SecretGate\">");
        if (report.Images.Count == 0)
        {
            Ended(writer, report);
        }

        foreach (var image in report.Images)
        {
            Suite(writer, report, image);
        }

        writer.WriteLine("</testsuites>");
    }

    private static void Suite(StreamWriter writer, GateReport report, ImageReport image)
    {
        var findings = image.Findings.Take(MaxFindings).ToList();
        var unread = image.Coverage.Notes.Where(note => !note.MayPass).Take(MaxNotes).ToList();
        var more = image.Findings.Count - findings.Count + image.FindingsNotListed;
        Open(writer, $"{image.Image}", findings.Count + 1, findings.Count(finding => finding.IsBlocking), unread.Count > 0 ? 1 : 0, findings.Count(finding => finding.IsAccepted));
        foreach (var judged in findings)
        {
            Case(writer, judged, report.RuleOf(judged.Finding));
        }

        writer.WriteLine($"    <testcase classname=\"coverage\" name=\"{MarkupText.Of(CoverageText.Totals([image.Coverage]))}\">");
        if (unread.Count > 0)
        {
            writer.WriteLine($"      <error type=\"unread\" message=\"not everything was read\">{string.Join('\n', unread.Select(note => MarkupText.Of(CoverageText.Note(note))))}</error>");
        }

        if (more > 0)
        {
            writer.WriteLine($"      <system-out>{MarkupText.Of($"and {more} more findings")}</system-out>");
        }

        writer.WriteLine("    </testcase>");
        writer.WriteLine("  </testsuite>");
    }

    private static void Case(StreamWriter writer, JudgedFinding judged, RuleText rule)
    {
        var finding = judged.Finding;
        var first = finding.Locations[0];
        var name = MarkupText.Of($"{first.FullyQualifiedName} {finding.Fingerprint.Hex}");
        writer.WriteLine($"    <testcase classname=\"{MarkupText.Of($"{finding.RuleId}")}\" name=\"{name}\"{File(first)}>");
        var summary = MarkupText.Of($"{Words.Of(finding.Severity):own}: {rule.Name:prose}, {finding.Masked}, {LocationText.State(first)}");
        writer.WriteLine(judged switch
        {
            { IsBlocking: true } => $"      <failure type=\"{Words.Of(finding.Severity)}\" message=\"{summary}\">{Steps(finding, rule)}</failure>",
            { IsAccepted: true } => $"      <skipped message=\"{(VerdictText.Effect(judged) is { } effect ? MarkupText.Of(effect) : "")}\"/>",
            _ => $"      <system-out>{summary}\n{Steps(finding, rule)}</system-out>",
        });
        writer.WriteLine("    </testcase>");
    }

    // A run that ended before it had an image must not look like a suite without failures.
    private static void Ended(StreamWriter writer, GateReport report)
    {
        if (report.Verdict != Verdict.Incomplete)
        {
            return;
        }

        Open(writer, $"SecretGate", tests: 1, failures: 0, errors: 1, skipped: 0);
        writer.WriteLine("    <testcase classname=\"run\" name=\"the image was gated\">");
        writer.WriteLine($"      <error type=\"incomplete\" message=\"not gated\">{string.Join('\n', report.Remarks.Select(remark => MarkupText.Of($"{remark}")))}</error>");
        writer.WriteLine("    </testcase>");
        writer.WriteLine("  </testsuite>");
    }

    private static void Open(StreamWriter writer, Sentence name, int tests, int failures, int errors, int skipped) =>
        writer.WriteLine($"  <testsuite name=\"{MarkupText.Of(name)}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\">");

    private static string Steps(Finding finding, RuleText rule) =>
        string.Join('\n', Advice.Steps(finding, rule).Select((step, index) => MarkupText.Of($"{index + 1}. {step}")));

    private static string File(Location location) => location.Source is { } source
        ? FormattableString.Invariant($" file=\"{MarkupText.Of($"{source.File}")}\" line=\"{source.StartLine}\"")
        : "";
}
