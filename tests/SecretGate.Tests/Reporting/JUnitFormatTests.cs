using System.Xml.Linq;
using FsCheck.Xunit;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

[Properties(Arbitrary = [typeof(Hostile)])]
public sealed class JUnitFormatTests
{
    [Fact]
    public void A_blocking_finding_is_a_failure_and_an_accepted_one_is_skipped() =>
        Samples.Report(Samples.Token().Blocking(), Samples.Key().Accepted(), Samples.Key().Passing()).Written("junit").ShouldMatchSnapshot();

    [Fact]
    public void What_was_not_read_is_an_error()
    {
        var coverage = new Coverage([], [new UnreadNote("damaged", "layer[0]", "The gzip stream ends early.", MayPass: false)]);

        var suite = Xml(Samples.Report(Samples.Image() with { Verdict = Verdict.Incomplete, Coverage = coverage })).Root!.Element("testsuite")!;

        suite.Attribute("errors")!.Value.ShouldBe("1");
        suite.Element("testcase")!.Element("error")!.Value.ShouldBe("damaged layer[0]: The gzip stream ends early.");
    }

    [Fact]
    public void A_run_that_ended_early_is_no_suite_without_failures()
    {
        var report = Samples.Report(Array.Empty<ImageReport>()) with { Verdict = Verdict.Incomplete, Remarks = ["No such image."] };

        Xml(report).Root!.Element("testsuite")!.Element("testcase")!.Element("error")!.Value.ShouldBe("No such image.");
    }

    [Property]
    public void Every_text_gives_xml(HostileText text)
    {
        var report = Samples.Report((Samples.Token(Samples.File(text.Text)) with { Masked = text.Text, Evidence = [text.Text] }).Blocking());

        Xml(report).Root!.Descendants().Select(element => element.Name.LocalName).ShouldBe(["testsuite", "testcase", "failure", "testcase"]);
    }

    private static XDocument Xml(GateReport report) => XDocument.Parse(report.Written("junit"));
}
