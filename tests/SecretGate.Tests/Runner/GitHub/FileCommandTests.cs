using System.Text;
using SecretGate.Runner.Hosts.GitHub;

namespace SecretGate.Tests.Runner.GitHub;

public sealed class FileCommandTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void No_value_can_add_an_output_of_its_own()
    {
        var file = _sandbox.Write("output", "");

        FileCommand.AppendOutputs(file, [("verdict", "closed"), ("image-id", "x\nverdict=open\nEOF\nverdict<<EOF\nopen\nEOF")]);

        var outputs = ReadAsTheRunnerDoes(File.ReadAllText(file));
        outputs.Keys.ShouldBe(["verdict", "image-id"]);
        outputs["verdict"].ShouldBe("closed");
        outputs["image-id"].ShouldContain("verdict=open");
    }

    [Fact]
    public void A_summary_stays_below_the_runners_limit_with_what_stood_there()
    {
        var file = _sandbox.Write("summary", new string('x', 300_000) + "\n");
        var findings = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"### Finding {i}\n\nkey in `/äö/{i}`\n\n"));

        FileCommand.AppendSummary(file, "# Closed\n\n" + findings);

        var bytes = File.ReadAllBytes(file);
        bytes.Length.ShouldBeInRange(800_000, FileCommand.SummaryBytes);
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        text.ShouldContain("### Finding 0\n");
        text.ShouldEndWith("The JSON report has everything._\n");
    }

    [Fact]
    public void A_short_summary_is_added_whole()
    {
        var file = _sandbox.Write("summary", "before\n");

        FileCommand.AppendSummary(file, "# Open\n");

        File.ReadAllText(file).ShouldBe("before\n# Open\n");
    }

    private static Dictionary<string, string> ReadAsTheRunnerDoes(string text)
    {
        var outputs = new Dictionary<string, string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length && lines[i].Length > 0; i++)
        {
            var (name, delimiter) = lines[i].Split("<<") is [var left, var right] ? (left, right) : throw new FormatException(lines[i]);
            var end = Array.IndexOf(lines, delimiter, i + 1);
            outputs[name] = string.Join('\n', lines[(i + 1)..end]);
            i = end;
        }

        return outputs;
    }
}
