using System.Text;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

public sealed class MarkdownFormatTests
{
    [Fact]
    public void A_summary_has_a_table_and_what_to_do()
    {
        var location = Samples.File("app/.env") with { Source = new SourceLine("Dockerfile", 7, 9, "instruction", "certain") };

        Samples.Report(Samples.Token(location, Samples.Env()).Blocking()).Written("markdown").ShouldMatchSnapshot();
    }

    [Fact]
    public void What_was_not_read_stands_above_the_findings()
    {
        var image = Samples.Image() with
        {
            Verdict = Verdict.Incomplete,
            Coverage = new Coverage([Samples.Blob("layer[0]", 10, unread: 4)], [new UnreadNote("damaged", "layer[0]", "The gzip stream ends early.", MayPass: false)]),
        };

        Samples.Report(image).Written("markdown").ShouldMatchSnapshot();
    }

    [Fact]
    public void An_accepted_finding_is_in_the_table_and_asks_for_nothing()
    {
        var text = Samples.Report(Samples.Token().Accepted("Used by tests only.")).Written("markdown");

        text.ShouldContain("accepted until 2026-12-31: `Used by tests only.` |");
        text.ShouldNotContain("What to do");
    }

    [Fact]
    public void A_pipe_of_the_image_adds_no_cell()
    {
        var row = Samples.Report(Samples.Token(Samples.File(@"a|b\|c")).Blocking()).Written("markdown").Split('\n').Single(line => line.StartsWith("| critical", StringComparison.Ordinal));

        row.Count(character => character == '|').ShouldBe(8);
        row.ShouldContain(@"`layer[2]:/a\u007cb\\u007cc`");
    }

    [Theory]
    [InlineData(4_096)]
    [InlineData(65_000)]
    [InlineData(1_000_000)]
    public void The_size_is_bounded_and_the_worst_is_kept(int maxBytes)
    {
        var findings = Enumerable.Range(0, 20_000).Select(number => Samples.Token(Samples.File($"app/{number}.env")).Blocking()).ToArray();

        var text = Samples.Report(Samples.Image(findings)).Written("markdown", new ReportOptions { MaxBytes = maxBytes });

        Encoding.UTF8.GetByteCount(text).ShouldBeInRange(maxBytes / 2, maxBytes);
        text.ShouldContain("layer[2]:/app/0.env");
        text.ShouldMatch(@"\nand \d+ more findings\n");
        text.ShouldContain("Coverage: ");
    }

    [Fact]
    public void Rows_and_the_counted_rest_are_all_findings()
    {
        var findings = Enumerable.Range(0, 500).Select(number => Samples.Token(Samples.File($"app/{number}.env")).Accepted()).ToArray();

        var text = Samples.Report(Samples.Image(findings) with { FindingsNotListed = 7 }).Written("markdown", new ReportOptions { MaxBytes = 20_000 });

        var rows = text.Split('\n').Count(line => line.StartsWith("| critical", StringComparison.Ordinal));
        text.ShouldContain($"\nand {507 - rows} more findings\n");
    }

    [Fact]
    public void The_last_of_many_images_is_not_crowded_out()
    {
        var findings = Enumerable.Repeat(Samples.Token().Blocking(), 1_000).ToArray();
        var images = Enumerable.Range(0, 10).Select(number => Samples.Image(findings) with { Image = $"app:{number}" }).ToArray();

        Samples.Report(images).Written("markdown", new ReportOptions { MaxBytes = 60_000 }).ShouldContain("### Image `app:9`");
    }
}
