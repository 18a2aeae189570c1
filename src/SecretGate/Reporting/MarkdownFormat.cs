using System.Text;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting;

/// <summary>The report for a step summary or a pull-request comment: a table, then what to do, within a bound of bytes.</summary>
internal sealed class MarkdownFormat : IReportFormat
{
    private const int MaxOtherLocations = 5;

    /// <inheritdoc/>
    public string Name => "markdown";

    /// <inheritdoc/>
    public void Write(GateReport report, ReportOptions options, Stream output)
    {
        var text = new BoundedText(options.MaxBytes);
        var verdict = Words.Of(report.Verdict);
        _ = text.TryAppend($"## SecretGate: {verdict}\n\n");
        _ = text.TryAppend(Paragraph($"**{VerdictText.Headline(report)}**"));
        _ = text.TryAppend(Paragraph($"{CoverageText.Totals([.. report.Images.Select(image => image.Coverage)])}; {VerdictText.Policy(report)}."));
        if (report.Remarks.Count > 0)
        {
            text.AppendWorstFirst(report.Remarks.Select(remark => Item($"{remark}")), report.Remarks.Count, text.BytesLeft / 10, More("remarks"));
            _ = text.TryAppend("\n");
        }

        for (var i = 0; i < report.Images.Count; i++)
        {
            Image(text, report, report.Images[i], text.BytesLeft / (report.Images.Count - i));
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Image(BoundedText text, GateReport report, ImageReport image, int budget)
    {
        var end = text.BytesLeft - budget;
        _ = text.TryAppend($"### Image {MarkdownText.Of(VerdictText.Image(image))}\n\n");
        var notes = image.Coverage.Notes;
        if (notes.Count > 0)
        {
            _ = text.TryAppend("Not read:\n\n");
            text.AppendWorstFirst(notes.OrderBy(note => note.MayPass).Select(note => Item(CoverageText.Note(note))), notes.Count, budget / 5, More("notes"));
            _ = text.TryAppend("\n");
        }

        if (image.Findings.Count > 0)
        {
            Findings(text, report, image, end);
        }

        _ = text.TryAppend(Paragraph($"Coverage: {CoverageText.Stored(image.Coverage)}; {CoverageText.Totals([image.Coverage])}."));
    }

    private static void Findings(BoundedText text, GateReport report, ImageReport image, int end)
    {
        var count = image.Findings.Count + image.FindingsNotListed;
        _ = text.TryAppend("| Severity | Rule | Secret | Place | Source | State | Gate |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        text.AppendWorstFirst(image.Findings.Select(Row), count, (text.BytesLeft - end) / 2, More("findings"));
        var open = image.Findings.Where(finding => !finding.IsAccepted).ToList();
        if (open.Count > 0 && text.TryAppend("\n<details><summary>What to do</summary>\n\n"))
        {
            text.AppendWorstFirst(
                open.Select(finding => Details(finding.Finding, report.RuleOf(finding.Finding))), open.Count, text.BytesLeft - end - 1_000, More("findings"));
            _ = text.TryAppend("\n</details>\n");
        }

        _ = text.TryAppend("\n");
    }

    private static string Row(JudgedFinding judged)
    {
        var finding = judged.Finding;
        var first = finding.Locations[0];
        var more = finding.Locations.Count - 1 + finding.LocationsNotListed;
        Sentence?[] cells =
        [
            $"{Words.Of(finding.Severity):own}",
            $"{finding.RuleId}",
            $"{finding.Masked}",
            more > 0 ? (Sentence)$"{first.FullyQualifiedName} and {more} more" : $"{first.FullyQualifiedName}",
            first.Source is { } source ? (Sentence)$"{LocationText.Source(source)}" : null,
            $"{LocationText.State(first)}; {LocationText.Origin(first)}",
            VerdictText.Effect(judged),
        ];
        return $"| {string.Join(" | ", cells.Select(cell => cell is null ? "" : MarkdownText.Cell(cell)))} |\n";
    }

    private static string Details(Finding finding, RuleText rule)
    {
        var first = finding.Locations[0];
        var text = new StringBuilder();
        text.Append(Paragraph($"**{Words.Of(finding.Severity):own}** {finding.RuleId}: {rule.Name:prose} ({Words.Of(finding.Confidence):own}), {finding.Masked}, {LocationText.Place(first)}"));
        text.Append(LocationText.Maker(first) is { } maker ? Item(maker) : "");
        foreach (var evidence in finding.Evidence)
        {
            text.Append(Item($"{evidence}"));
        }

        foreach (var location in finding.Locations.Skip(1).Take(MaxOtherLocations))
        {
            text.Append(Item($"also at {location.FullyQualifiedName} ({LocationText.State(location)}; {LocationText.Origin(location)})"));
        }

        var more = Math.Max(0, finding.Locations.Count - 1 - MaxOtherLocations) + finding.LocationsNotListed;
        text.Append(more > 0 ? Item($"and {more} more places") : "").Append('\n');
        var steps = Advice.Steps(finding, rule);
        for (var i = 0; i < steps.Count; i++)
        {
            text.Append(MarkdownText.Of($"{i + 1}. {steps[i]}\n"));
        }

        text.Append("\nTo accept it instead, add to the policy:\n\n```yaml\n");
        foreach (var line in Advice.ExceptionEntry(finding))
        {
            text.Append(TerminalWriter.Plain(line)).Append('\n');
        }

        return text.Append("```\n\n").ToString();
    }

    private static string Paragraph(Sentence sentence) => MarkdownText.Of(sentence) + "\n\n";

    private static string Item(Sentence sentence) => $"- {MarkdownText.Of(sentence)}\n";

    private static Func<int, string> More(string what) => count => FormattableString.Invariant($"\nand {count} more {what}\n");
}
