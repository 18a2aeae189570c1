using System.Text;
using SecretGate.Policy;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting;

/// <summary>The report as one page to keep or send: no script, nothing loaded, no link that an image could have made.</summary>
internal sealed class HtmlFormat : IReportFormat
{
    // A browser scrolls through so many; JSON has them all.
    private const int MaxFindings = 5_000;
    private const int MaxOtherLocations = 20;
    private const int MaxNotes = 500;

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <title>SecretGate report</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; }
        code { font-family: ui-monospace, monospace; overflow-wrap: anywhere; background: #8882; padding: 0 .2em; }
        .open { color: #176f2c; } .closed, .critical, .high { color: #b3261e; } .incomplete, .medium { color: #8a5a00; }
        details { border: 1px solid #8886; border-radius: 4px; margin: .5em 0; padding: .4em .8em; }
        </style>
        </head>
        <body>
        """;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public string Name => "html";

    /// <inheritdoc/>
    public void Write(GateReport report, ReportOptions options, Stream output)
    {
        using var writer = new StreamWriter(output, Utf8, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Head.ReplaceLineEndings("\n"));
        var verdict = Words.Of(report.Verdict);
        writer.WriteLine($"<h1 class=\"{verdict}\">SecretGate: {verdict}</h1>");
        Paragraph(writer, $"{VerdictText.Headline(report)}; {CoverageText.Totals([.. report.Images.Select(image => image.Coverage)])}; {VerdictText.Policy(report)}.");
        List(writer, [.. report.Remarks.Select(remark => (Sentence)$"{remark}")]);
        foreach (var image in report.Images)
        {
            Image(writer, report, image);
        }

        writer.WriteLine("</body>\n</html>");
    }

    private static void Image(StreamWriter writer, GateReport report, ImageReport image)
    {
        writer.WriteLine($"<h2 class=\"{Words.Of(image.Verdict)}\">Image {MarkupText.Html(VerdictText.Image(image))}</h2>");
        Paragraph(writer, $"{CoverageText.Stored(image.Coverage)}; {CoverageText.Totals([image.Coverage])}.");
        List(writer, [.. image.Coverage.Notes.Select(note => (Sentence)$"Not read: {CoverageText.Note(note)}")]);
        foreach (var judged in image.Findings.Take(MaxFindings))
        {
            Finding(writer, judged, report.RuleOf(judged.Finding));
        }

        var more = Math.Max(0, image.Findings.Count - MaxFindings) + image.FindingsNotListed;
        if (more > 0)
        {
            Paragraph(writer, $"and {more} more findings");
        }
    }

    private static void Finding(StreamWriter writer, JudgedFinding judged, RuleText rule)
    {
        var finding = judged.Finding;
        var first = finding.Locations[0];
        var severity = Words.Of(finding.Severity);
        Sentence? effect = VerdictText.Effect(judged) is { } known ? (Sentence)$", {known}" : null;
        writer.WriteLine($"<details{(judged.IsBlocking ? " open" : "")}><summary><b class=\"{severity}\">{severity}</b> "
            + MarkupText.Html($"{finding.RuleId}: {rule.Name:prose} ({Words.Of(finding.Confidence):own}){effect}") + "</summary>");
        Sentence? maker = LocationText.Maker(first) is { } made ? (Sentence)$", {made}" : null;
        Sentence? source = first.Source is { } line ? (Sentence)$"; change {LocationText.Source(line)}" : null;
        Paragraph(writer, $"{finding.Masked} at {LocationText.Place(first)}{maker}; {LocationText.State(first)}; {LocationText.Origin(first)}{source}.");
        var more = Math.Max(0, finding.Locations.Count - 1 - MaxOtherLocations) + finding.LocationsNotListed;
        List(
            writer,
            [
                .. finding.Evidence.Select(evidence => (Sentence)$"{evidence}"),
                .. finding.Locations.Skip(1).Take(MaxOtherLocations)
                    .Select(place => (Sentence)$"also at {place.FullyQualifiedName} ({LocationText.State(place)}; {LocationText.Origin(place)})"),
                .. more > 0 ? [$"and {more} more places"] : Array.Empty<Sentence>(),
            ]);
        if (!judged.IsAccepted)
        {
            writer.WriteLine($"<ol><li>{string.Join("</li>\n<li>", Advice.Steps(finding, rule).Select(MarkupText.Html))}</li></ol>");
            writer.WriteLine($"<p>To accept it instead, add to the policy:</p>\n<pre>{string.Join('\n', Advice.ExceptionEntry(finding).Select(MarkupText.Of))}</pre>");
        }

        writer.WriteLine("</details>");
    }

    private static void List(StreamWriter writer, IReadOnlyList<Sentence> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteLine($"<ul><li>{string.Join("</li>\n<li>", items.Take(MaxNotes).Select(MarkupText.Html))}</li></ul>");
        if (items.Count > MaxNotes)
        {
            Paragraph(writer, $"and {items.Count - MaxNotes} more");
        }
    }

    private static void Paragraph(StreamWriter writer, Sentence sentence) => writer.WriteLine($"<p>{MarkupText.Html(sentence)}</p>");
}
