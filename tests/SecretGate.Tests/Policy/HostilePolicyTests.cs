using System.Text;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

/// <summary>Policies that try to crash, to cost time or memory, or to switch the gate off unnoticed: every one ends the run with 2.</summary>
public sealed class HostilePolicyTests
{
    [Theory]
    [MemberData(nameof(Texts))]
    public void A_hostile_policy_is_a_usage_error_with_a_place(string kind, string yaml)
    {
        var error = Should.Throw<GateException>(() => Given.Policy(yaml), kind);

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldMatch(@"\Apolicy\.yml:[1-9]\d*:[1-9]\d*: ");
        error.Message.Length.ShouldBeLessThan(300);
        error.Help.ShouldNotBeNullOrWhiteSpace();
    }

    public static TheoryData<string, string> Texts() => new()
    {
        { "list that doubles itself", "version: 1\na: &a [x, x]\nrules: [*a, *a]\n" },
        { "mapping that holds itself", "version: 1\nlimits: &a\n  layers: *a\n" },
        { "merge key", "version: 1\nlimits: {<<: {layers: 5}}\n" },
        { "alias of nothing", "version: 1\nrules: *nothing\n" },
        { "one text named 20,000 times", "version: 1\nname: &a " + new string('x', 100_000) + "\nunread: [" + string.Concat(Enumerable.Repeat("*a,", 20_000)) + "]\n" },
        { "brackets", "version: 1\nrules: " + new string('[', 100_000) + new string(']', 100_000) },
        { "open brackets", "version: 1\nrules: " + new string('[', 100_000) },
        { "dashes on a line", "version: 1\nrules: " + string.Concat(Enumerable.Repeat("- ", 50_000)) + "x\n" },
        { "stairs", "version: 1\n" + string.Concat(Enumerable.Range(0, 600).Select(step => new string(' ', step) + "limits:\n")) },
        { "many keys", "version: 1\n" + string.Concat(Enumerable.Range(0, 20_000).Select(key => $"k{key}: 1\n")) },
        { "type of the run time", "version: 1\nrules: !System.Diagnostics.Process {}\n" },
        { "type by its full tag", "version: 1\nrules: !<tag:yaml.org,2002:object:System.IO.FileInfo> /etc/passwd\n" },
        { "other file", "version: 1\nrules: !include /etc/passwd\n" },
        { "end of text before the rest", "version: 1\nfail-on: info\n\0report-only: true\n" },
        { "line that only the parser sees", "version: 1 # harmless\u0085report-only: true\n" },
        { "key that looks like another", "version: 1\nfail\u2010on: info\n" },
        { "key that was given before", "version: 1\nfail-on: low\nfail-on: critical\n" },
        { "second document", "version: 1\nfail-on: low\n---\nversion: 1\nreport-only: true\n" },
        { "exception for nothing in particular", "version: 1\nexceptions:\n  - {reason: r, expires: 2099-12-31}\n" },
        { "exception that leaves the image", "version: 1\nexceptions:\n  - {path: app/../**, reason: r, expires: 2099-12-31}\n" },
        { "braces", "version: 1\nexceptions:\n  - {path: '" + string.Concat(Enumerable.Repeat("{a,b,c}", 30)) + "', reason: r, expires: 2099-12-31}\n" },
        { "rule that matches everywhere", "version: 1\nrules:\n  - {id: a, pattern: 'x*', severity: high}\n" },
        { "rule that is no pattern", "version: 1\nrules:\n  - {id: a, pattern: '(', severity: high}\n" },
        { "rule with a pattern as deep as a stack", "version: 1\nrules:\n  - {id: a, pattern: '" + new string('(', 5_000) + new string(')', 5_000) + "', severity: high}\n" },
        { "line of commands", "version: 1\n\"\\n::stop-commands::x\": 1\n" },
    };

    [Fact]
    public void Bytes_that_are_no_text_are_a_usage_error()
    {
        byte[][] files = [[], [0xFF, 0xFE, (byte)'v', 0], [.. Enumerable.Range(0, 256).Select(value => (byte)value)], [.. "version: 1\nname: caf"u8, 0xE9], new byte[32 << 20]];

        foreach (var file in files)
        {
            Should.Throw<GateException>(() => new PolicyReader(Given.Rules).Read(file, "policy.yml")).ExitCode.ShouldBe(ExitCode.Usage);
        }
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_fine() =>
        new PolicyReader(Given.Rules).Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("version: 1\r\nfail-on: low\r\n")], "policy.yml")
            .Threshold.Own.ShouldBe(SecretGate.Detection.Severity.Low);

    [Fact]
    public void A_pattern_of_many_wildcards_ends_soon()
    {
        var glob = string.Concat(Enumerable.Repeat("**/", 60)) + "*x";
        var policy = Given.Policy($"version: 1\nexceptions:\n  - {{path: '{glob}', reason: r, expires: 2099-12-31}}\n");
        var path = string.Join('/', Enumerable.Repeat("a", 2_000));

        Given.Judge(policy, Given.Finding(at: Given.File(path + "/y"))).Verdict.ShouldBe(Verdict.Closed);
        Given.Judge(policy, Given.Finding(at: Given.File(path + "/x"))).Verdict.ShouldBe(Verdict.Open);
    }
}
