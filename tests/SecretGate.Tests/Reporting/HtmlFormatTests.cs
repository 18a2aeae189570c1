using System.Text.RegularExpressions;
using FsCheck.Xunit;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

[Properties(Arbitrary = [typeof(Hostile)])]
public sealed partial class HtmlFormatTests
{
    [Fact]
    public void A_finding_says_where_it_is_and_what_to_do()
    {
        var page = Samples.Report(Samples.Token(Samples.Env(), Samples.File("app/.env")).Blocking()).Written("html");

        page[page.IndexOf("<details", StringComparison.Ordinal)..].ShouldMatchSnapshot();
    }

    [Fact]
    public void The_page_loads_and_runs_nothing()
    {
        var page = Samples.Report(Samples.Token().Blocking()).Written("html");

        page.ShouldContain("default-src 'none'");
        page.ShouldNotMatch("<(script|img|link|a|iframe|object)|src=|href=");
    }

    [Property(MaxTest = 500)]
    public void No_text_adds_a_tag(HostileText text)
    {
        Tags(Page(text.Text.Length > 0 ? text.Text : "x")).ShouldBe(Tags(Page("x")));
    }

    private static GateReport Page(string text) =>
        Samples.Report((Samples.Token(Samples.File(text) with { Instruction = text }) with { Masked = text, Evidence = [text] }).Blocking()) with { Remarks = [text] };

    private static IEnumerable<string> Tags(GateReport report) => Tag().Matches(report.Written("html")).Select(tag => tag.Value);

    [GeneratedRegex("<[^>]*>?")]
    private static partial Regex Tag();
}
