using System.Diagnostics;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>The program among signals, full disks, closed streams and strange folders.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly Published _program = new();
    private readonly Planted _planted = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void The_demo_is_closed_without_engine_or_network()
    {
        var (exitCode, output, error) = _program.Run("demo");

        exitCode.ShouldBe(1, error);
        output.ShouldStartWith("CLOSED");
        output.ShouldContain("private-key");
        output.ShouldContain("deleted");
        error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void A_signal_ends_the_run_with_130_and_an_incomplete_report(string signal)
    {
        // Standard input gives the first block of an archive and never ends.
        using var process = _program.Start("scan", "-", "-o", "json=report.json", "--verbose");
        process.StandardInput.BaseStream.Write(Leaking().Build().ToDockerArchive().AsSpan(0, 512));
        process.StandardInput.BaseStream.Flush();
        process.StandardError.ReadLine().ShouldNotBeNull().ShouldContain("Gating -");

        RealComponents.Must("kill", "-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

        process.WaitForExit(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        process.ExitCode.ShouldBe(130);
        File.ReadAllText(_program.PathOf("report.json")).ShouldContain("\"incomplete\"");
        process.StandardError.ReadToEnd().ShouldNotContain("   at ");
    }

    [Fact]
    public void A_report_that_cannot_be_written_ends_with_4_and_leaves_nothing()
    {
        var gated = _program.Scan(Leaking(), "-o", "markdown=/nowhere/report.md");

        gated.ExitCode.ShouldBe(4);
        gated.Verdict.ShouldBe("closed");
        gated.Error.ShouldContain("/nowhere/report.md");
        Directory.GetFiles(_program.Folder).Select(Path.GetFileName).Order().ShouldBe(["image.tar", "report.json", "report.sarif"]);
    }

    [Fact]
    public void A_full_standard_output_is_4_when_a_report_was_asked_for_there_and_else_changes_nothing()
    {
        _program.Write("image.tar", Leaking().Build().ToOciArchive());

        Shell($"'{RealComponents.Program}' scan oci-archive:image.tar -o json=- >/dev/full").ExitCode.ShouldBe(4);
        Shell($"'{RealComponents.Program}' scan oci-archive:image.tar >/dev/full").ExitCode.ShouldBe(1);
    }

    [Fact]
    public void A_closed_standard_output_is_no_crash()
    {
        _program.Write("image.tar", Leaking().Build().ToOciArchive());

        var (exitCode, _, error) = Shell($"'{RealComponents.Program}' scan oci-archive:image.tar -o json=report.json >&-");

        exitCode.ShouldBe(1, error);
        File.ReadAllText(_program.PathOf("report.json")).ShouldContain("\"closed\"");
    }

    [Fact]
    public void The_checkout_cannot_configure_the_gate_by_its_files()
    {
        _program.Write("appsettings.json", """{"policy":"audit","report-only":"true","Logging":{"LogLevel":{"Default":"Trace"}}}"""u8.ToArray());
        _program.Write("secretgate.rsp", "--report-only"u8.ToArray());

        _program.Scan(Leaking()).ShouldBeClosedByOne();
    }

    [Fact]
    public void An_image_that_is_not_there_ends_with_3_and_says_what_to_do()
    {
        var gated = _program.Scan("oci-archive:nothing.tar");

        gated.ExitCode.ShouldBe(3);
        gated.Verdict.ShouldBe("incomplete");
        (gated.Output + gated.Error).ShouldContain("nothing.tar");
        (gated.Output + gated.Error).ShouldNotContain("   at ");
    }

    [Fact]
    public void Without_an_engine_the_run_ends_with_3_and_says_what_to_do()
    {
        _program.Environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock";

        var gated = _program.Scan("docker-daemon:app:ci");

        gated.ExitCode.ShouldBe(3);
        (gated.Output + gated.Error).ShouldContain("DOCKER_HOST");
    }

    [Fact]
    public void Report_only_opens_the_gate_and_still_reports()
    {
        var gated = _program.Scan(Leaking(), "--report-only").ShouldBeOpen();

        gated.Findings.ShouldHaveSingleItem().IsBlocking.ShouldBeFalse();
    }

    [Fact]
    public void The_same_image_gives_the_same_bytes()
    {
        var image = Leaking();
        var first = _program.Scan(image);
        _program.Environment["TZ"] = "Pacific/Kiritimati";
        _program.Environment["LC_ALL"] = "tr_TR.UTF-8";
        _program.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        var second = _program.Scan(image);

        second.Json.ShouldBe(first.Json);
        second.Sarif.ShouldBe(first.Sarif);
        second.Output.ShouldBe(first.Output);
    }

    [Fact]
    public void A_baseline_accepts_what_an_earlier_report_holds()
    {
        var image = Leaking();
        _program.Scan(image);
        File.Copy(_program.PathOf("report.json"), _program.PathOf("earlier.json"));

        var gated = _program.Scan(image, "--baseline", "earlier.json").ShouldBeOpen();

        gated.Findings.ShouldHaveSingleItem();
        gated.Sarif.ShouldNotContain("\"ruleId\"");
    }

    private (int ExitCode, string Output, string Error) Shell(string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = _program.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!; // not null without shell execution
        return Published.Finish(process);
    }

    private ImageBuilder Leaking() => Image.With().Layer(("app/.env", $"TOKEN={_planted.GitHubToken()}\n"));
}
