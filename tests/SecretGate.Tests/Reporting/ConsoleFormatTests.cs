using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

public sealed class ConsoleFormatTests
{
    [Fact]
    public void A_finding_says_where_it_is_and_what_to_do()
    {
        var location = Samples.File("app/tls/server.key") with
        {
            State = new PathState(StateKind.Deleted, 4),
            Source = new SourceLine("Dockerfile", 7, 7, "instruction", "certain"),
        };

        Samples.Report(Samples.Key(location).Blocking()).Written("console").ShouldMatchSnapshot();
    }

    [Fact]
    public void A_token_in_the_config_is_taken_out_of_its_instruction() =>
        Samples.Report(Samples.Token(Samples.Env()).Blocking()).Written("console").ShouldMatchSnapshot();

    [Fact]
    public void A_clean_image_opens_the_gate() => Samples.Report(Samples.Image()).Written("console").ShouldMatchSnapshot();

    [Fact]
    public void What_was_not_read_is_listed_and_counted()
    {
        var image = Samples.Image() with
        {
            Verdict = Verdict.Incomplete,
            Coverage = new Coverage(
                [Samples.Blob("layer[0]", 10_000, unread: 4_000, opened: 2, notOpened: 3)],
                [
                    new UnreadNote("damaged", "layer[0]", "The gzip stream ends early.", MayPass: false),
                    new UnreadNote("nested-encrypted", "layer[0]:/app/a.zip!/b", "The member is behind a password.", MayPass: true),
                ]),
        };

        Samples.Report(image).Written("console").ShouldMatchSnapshot();
    }

    [Theory]
    [InlineData(Verdict.Open, "OPEN: ")]
    [InlineData(Verdict.Closed, "CLOSED: ")]
    [InlineData(Verdict.Incomplete, "INCOMPLETE: ")]
    public void The_first_and_the_last_line_carry_the_verdict(Verdict verdict, string word)
    {
        var report = Samples.Report(Samples.Token().Passing()) with { Verdict = verdict, Remarks = ["An exception has expired."] };

        var lines = report.Written("console").TrimEnd('\n').Split('\n');

        lines[0].ShouldStartWith(word);
        lines[^1].ShouldStartWith(word);
    }

    [Fact]
    public void A_finding_of_the_base_image_asks_for_another_base()
    {
        var location = Samples.File("etc/ssl/key.pem", layer: 0) with { Origin = Origin.Base, BaseReference = "debian:12" };

        Samples.Report(Samples.Key(location).Passing()).Written("console").ShouldContain("It comes with the base image debian:12: take a base without it.");
    }

    [Fact]
    public void An_accepted_finding_says_by_whom_and_until_when_and_asks_for_nothing()
    {
        var text = Samples.Report(Samples.Token().Accepted("Used by tests only.")).Written("console");

        text.ShouldContain("accepted until 2026-12-31: Used by tests only.");
        text.ShouldNotContain("to do");
    }

    [Fact]
    public void Places_beyond_the_first_eleven_are_counted()
    {
        var places = Enumerable.Range(0, 30).Select(number => Samples.File($"app/{number}.env")).ToArray();

        var text = Samples.Report((Samples.Token(places) with { LocationsNotListed = 5 }).Blocking()).Written("console");

        text.ShouldContain("also at   layer[2]:/app/10.env");
        text.ShouldNotContain("layer[2]:/app/11.env");
        text.ShouldContain("and 24 more places");
    }

    [Fact]
    public void Findings_beyond_a_thousand_are_counted()
    {
        var findings = Enumerable.Repeat(Samples.Token().Blocking(), 1_002).ToArray();

        var text = Samples.Report(Samples.Image(findings) with { FindingsNotListed = 3 }).Written("console");

        text.ShouldContain("  1000. CRITICAL");
        text.ShouldNotContain("1001. CRITICAL");
        text.ShouldContain("and 5 more findings");
    }

    [Fact]
    public void Colour_comes_only_when_asked_for()
    {
        var report = Samples.Report(Samples.Token().Blocking());

        report.Written("console").ShouldNotContain('\e');
        report.Written("console", new ReportOptions { UsesColour = true }).ShouldContain("\e[31mCLOSED\e[0m");
    }
}
