using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;
using static SecretGate.Reporting.Text.TerminalWriter;

namespace SecretGate.Reporting;

/// <summary>
/// The report for a person at a terminal or in a CI log. The first and the last line carry the verdict; in between each finding says
/// where it is, where it came from and what to do.
/// </summary>
internal sealed class ConsoleFormat : IReportFormat
{
    // A log of some 20,000 lines; JSON has them all.
    private const int MaxFindings = 1_000;
    private const int MaxOtherLocations = 10;
    private const int MaxNotes = 100;

    /// <inheritdoc/>
    public string Name => "console";

    /// <inheritdoc/>
    public void Write(GateReport report, ReportOptions options, Stream output)
    {
        using var writer = new TerminalWriter(output, options.UsesColour);
        Verdict(writer, report, VerdictText.Headline(report));
        writer.Line($"{VerdictText.Policy(report)}");
        foreach (var image in report.Images)
        {
            Image(writer, report, image);
        }

        List(writer, $"Remarks", [.. report.Remarks.Select(remark => (Sentence)$"{remark}")]);
        writer.Line();
        Verdict(writer, report, $"{VerdictText.Headline(report)}; {CoverageText.Totals([.. report.Images.Select(image => image.Coverage)])}");
    }

    private static void Verdict(TerminalWriter writer, GateReport report, Sentence sentence)
    {
        var colour = report.Verdict switch { Policy.Verdict.Open => Colour.Green, Policy.Verdict.Closed => Colour.Red, _ => Colour.Yellow };
        writer.Line(Words.Of(report.Verdict).ToUpperInvariant(), colour, $": {sentence}");
    }

    private static void Image(TerminalWriter writer, GateReport report, ImageReport image)
    {
        writer.Line();
        Sentence? digest = (image.Digest ?? image.ImageId) is { } id ? (Sentence)$", {id}" : null;
        writer.Line("Image ", Colour.Bold, $"{VerdictText.Image(image)}{digest}");
        for (var i = 0; i < image.Findings.Count && i < MaxFindings; i++)
        {
            Finding(writer, image.Findings[i], report.RuleOf(image.Findings[i].Finding), i + 1);
        }

        var more = Math.Max(0, image.Findings.Count - MaxFindings) + image.FindingsNotListed;
        if (more > 0)
        {
            writer.Line();
            writer.Line($"  and {more} more findings");
        }

        List(writer, $"Not read", [.. image.Coverage.Notes.Select(CoverageText.Note)]);
        writer.Line();
        writer.Line("  coverage  ", Colour.Faint, $"{CoverageText.Stored(image.Coverage)}; {CoverageText.Totals([image.Coverage])}");
    }

    private static void Finding(TerminalWriter writer, JudgedFinding judged, RuleText rule, int number)
    {
        var finding = judged.Finding;
        var first = finding.Locations[0];
        var severity = Words.Of(finding.Severity).ToUpperInvariant();
        Sentence? effect = VerdictText.Effect(judged) is { } known ? (Sentence)$", {known}" : null;
        writer.Line();
        writer.Line($"  {number}. {severity}", ColourOf(finding.Severity), $" {finding.RuleId}: {rule.Name:prose} ({Words.Of(finding.Confidence):own}){effect}");
        Field(writer, "secret", $"{finding.Masked}{Class(finding)}");
        Field(writer, "place", $"{LocationText.Place(first)}");
        Field(writer, "from", LocationText.Maker(first));
        Field(writer, "state", LocationText.State(first));
        Field(writer, "origin", LocationText.Origin(first));
        Field(writer, "source", first.Source is { } source ? (Sentence)$"{LocationText.Source(source)} ({source.How}, {source.Confidence})" : null);
        foreach (var evidence in finding.Evidence)
        {
            Field(writer, "evidence", $"{evidence}");
        }

        OtherLocations(writer, finding);
        if (judged.IsAccepted)
        {
            return;
        }

        var steps = Advice.Steps(finding, rule);
        for (var i = 0; i < steps.Count; i++)
        {
            Field(writer, i == 0 ? "to do" : "", $"{i + 1}. {steps[i]}");
        }

        Field(writer, "accept", $"or, to accept it, add to the policy:");
        foreach (var line in Advice.ExceptionEntry(finding))
        {
            Field(writer, "", $"  {line}");
        }
    }

    private static void OtherLocations(TerminalWriter writer, Finding finding)
    {
        foreach (var location in finding.Locations.Skip(1).Take(MaxOtherLocations))
        {
            Field(writer, "also at", $"{location.FullyQualifiedName} ({LocationText.State(location)}; {LocationText.Origin(location)})");
        }

        var more = Math.Max(0, finding.Locations.Count - 1 - MaxOtherLocations) + finding.LocationsNotListed;
        if (more > 0)
        {
            Field(writer, "", $"and {more} more places");
        }
    }

    private static void Field(TerminalWriter writer, string label, Sentence? value)
    {
        if (value is not null)
        {
            writer.Line($"     {label,-9} ", Colour.Faint, value);
        }
    }

    private static void List(TerminalWriter writer, Sentence heading, IReadOnlyList<Sentence> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line($"  {heading}:");
        foreach (var line in lines.Take(MaxNotes))
        {
            writer.Line($"    - {line}");
        }

        if (lines.Count > MaxNotes)
        {
            writer.Line($"    and {lines.Count - MaxNotes} more");
        }
    }

    private static Sentence? Class(Finding finding) => finding.Class is { } keyClass ? (Sentence)$", class {Words.Of(keyClass):own}" : null;

    private static Colour ColourOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Colour.Red,
        Severity.Medium => Colour.Yellow,
        _ => Colour.Cyan,
    };
}
