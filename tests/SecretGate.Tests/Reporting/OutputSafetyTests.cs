using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

/// <summary>One hostile text in every field of a report that can hold one, through every format.</summary>
[Properties(Arbitrary = [typeof(Hostile)])]
public sealed partial class OutputSafetyTests
{
    [Property(MaxTest = 200)]
    public void No_format_writes_a_live_command_or_an_unseen_character(HostileText text)
    {
        var report = Report(text.Text);
        foreach (var format in ReportFormats.Names)
        {
            var output = report.Written(format);
            Hostile.Command().Match(output).Value.ShouldBeEmpty(format);
            Hostile.Unseen().Match(output).Value.ShouldBeEmpty(format);
        }
    }

    [Property(MaxTest = 200)]
    public void No_file_format_writes_live_markup(HostileText text)
    {
        var report = Report(text.Text);
        foreach (var format in ReportFormats.Names.Where(format => format != "console"))
        {
            Hostile.Markup().Match(report.Written(format)).Value.ShouldBeEmpty(format);
        }
    }

    [Property(MaxTest = 200)]
    public void In_markdown_foreign_text_stands_in_code_spans_alone(HostileText text)
    {
        Unspanned(Report(text.Text)).ShouldBe(Unspanned(Report("x")));
    }

    [Property(MaxTest = 100)]
    public void Json_and_sarif_stay_json(HostileText text)
    {
        var report = Report(text.Text);
        JsonDocument.Parse(report.Written("json")).Dispose();
        JsonDocument.Parse(report.Written("sarif")).Dispose();
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes()
    {
        foreach (var format in ReportFormats.Names)
        {
            Report("x").Written(format).ShouldBe(Report("x").Written(format));
        }
    }

    [Fact]
    public void An_unknown_format_is_refused() => Should.Throw<ArgumentException>(() => Samples.Report(Samples.Image()).Written("pdf"));

    // Texts of rules are prose, whose plain words stand outside of code spans: those of this report are not hostile.
    private static string Unspanned(GateReport report) =>
        CodeSpan().Replace((report with { Rules = Samples.Report(Samples.Image()).Rules }).Written("markdown"), "`…`");

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex CodeSpan();

    private static GateReport Report(string text)
    {
        var location = new Location
        {
            Platform = "linux/amd64",
            Place = Place.LayerFile,
            Layer = 1,
            DiffId = null,
            Path = Filled(text),
            State = PathState.Visible,
            Origin = Origin.Base,
            BaseReference = Filled(text),
            Instruction = Filled(text),
            Source = new SourceLine(Filled(text), 1, 1, "instruction", "certain"),
        };
        var pointer = location with { Place = Place.Config, Layer = null, JsonPointer = Filled(text), Origin = Origin.Own, Source = null };
        var finding = Samples.Token(location, pointer) with { Masked = Filled(text), Evidence = [Filled(text)] };
        var image = Samples.Image(finding.Blocking(), finding.Accepted(Filled(text)), Samples.Key(pointer, location).Passing()) with
        {
            Image = Filled(text),
            Repository = Filled(text),
            Coverage = new Coverage([Samples.Blob(text, 1)], [new UnreadNote("damaged", Filled(text), Filled(text), MayPass: false)]),
        };
        return Samples.Report(image) with
        {
            Remarks = [Filled(text)],
            PolicyName = Filled(text),
            PolicySource = Filled(text),
            Threshold = Filled(text),
            Verdict = Verdict.Closed,
            Rules = new Dictionary<string, RuleText>
            {
                ["github-pat"] = new("github-pat", text, text, Severity.High, text, [text]),
                ["private-key"] = new("private-key", "Private key", "A key.", Severity.High, null, []),
            },
        };
    }

    // An empty text is no hole at all.
    private static string Filled(string text) => text.Length > 0 ? text : "x";
}
