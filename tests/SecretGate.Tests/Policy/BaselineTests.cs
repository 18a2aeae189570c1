using System.Text;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

public sealed class BaselineTests
{
    private const string Known = "00112233445566778899aabbccddeeff";
    private const string New = "ffeeddccbbaa99887766554433221100";

    [Fact]
    public void Only_findings_that_are_not_in_the_baseline_close_the_gate()
    {
        var baseline = Read($$"""
            {"schemaVersion": 1, "tool": {}, "images": [
              {"image": "app:1", "findings": []},
              {"image": "app:2", "findings": [{"fingerprint": "{{Known}}", "ruleId": "x", "locations": [{"path": "a"}]}]}]}
            """);
        var policy = Given.BuiltIn("default");

        Given.Judge(policy, baseline, Given.Image([Given.Finding(fingerprint: Known)])).Verdict.ShouldBe(Verdict.Open);
        var judgement = Given.Judge(policy, baseline, Given.Image([Given.Finding(fingerprint: Known), Given.Finding(fingerprint: New)]));

        judgement.Verdict.ShouldBe(Verdict.Closed);
        judgement.Images[0].Findings.Select(judged => (judged.Finding.Fingerprint.Hex, judged.IsBlocking, judged.IsInBaseline, judged.IsAccepted))
            .ShouldBe([(New, true, false, false), (Known, false, true, true)]);
    }

    [Fact]
    public void A_baseline_does_not_excuse_what_was_not_read()
    {
        var baseline = Read("""{"schemaVersion": 1, "images": []}""");

        Given.Judge(Given.BuiltIn("default"), baseline, Given.Image([], Given.Unread("damaged"))).Verdict.ShouldBe(Verdict.Incomplete);
    }

    [Theory]
    [InlineData("", "report.json:1:1: this cannot be a baseline: this is not valid JSON, or has a key twice.")]
    [InlineData("{\n  \"a\": }", "report.json:2:8: this cannot be a baseline: this is not valid JSON, or has a key twice.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [], }", "report.json:1:36: this cannot be a baseline: this is not valid JSON, or has a key twice.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [], \"images\": []}", "report.json: this cannot be a baseline: this is not valid JSON, or has a key twice.")]
    [InlineData("[]", "report.json: this cannot be a baseline: there is no schemaVersion.")]
    [InlineData("{\"version\": \"2.1.0\", \"runs\": []}", "report.json: this cannot be a baseline: there is no schemaVersion.")]
    [InlineData("{\"schemaVersion\": 1}", "report.json: this cannot be a baseline: images is no list.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": {}}", "report.json: this cannot be a baseline: images is no list.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [1]}", "report.json: this cannot be a baseline: findings is no list.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [{}]}", "report.json: this cannot be a baseline: findings is no list.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [{\"findings\": [7]}]}", "report.json: this cannot be a baseline: a finding has no fingerprint.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [{\"findings\": [{}]}]}", "report.json: this cannot be a baseline: a finding has no fingerprint.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [{\"findings\": [{\"fingerprint\": null}]}]}", "report.json: this cannot be a baseline: a finding has no fingerprint.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [{\"findings\": [{\"fingerprint\": \"*\"}]}]}", "report.json: this cannot be a baseline: a finding has no fingerprint.")]
    [InlineData("{\"schemaVersion\": 1, \"images\": [{\"findings\": [{\"fingerprint\": \"\\ud800\"}]}]}", "report.json: this cannot be a baseline: a text in it is no Unicode.")]
    public void What_is_no_report_of_ours_is_refused(string json, string message)
    {
        var error = Should.Throw<GateException>(() => Read(json));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldBe(message);
        error.Help.ShouldBe("Give the report that an earlier run wrote with -o json=FILE.");
    }

    [Fact]
    public void Deep_and_endless_files_are_refused()
    {
        Should.Throw<GateException>(() => Read(new string('[', 100_000))).Message.ShouldContain("not valid JSON");
        Should.Throw<GateException>(() => Baseline.Read(new byte[Baseline.MaxBytes + 1], "report.json")).Message.ShouldContain("larger than 128 MiB");
    }

    private static Baseline Read(string json) => Baseline.Read(Encoding.UTF8.GetBytes(json), "report.json");
}
