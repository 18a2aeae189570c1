namespace SecretGate.Tests.Runner;

public sealed class RulesCommandTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_list_names_every_rule_once()
    {
        (await _sandbox.RunAsync("rules", "list")).ShouldBe(ExitCode.Open);

        var ids = _sandbox.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ToList();
        ids.ShouldContain("github-pat");
        ids.ShouldBe(RuleBook.BuiltIn().Select(rule => rule.Id));
        ids.ShouldBeUnique();
    }

    [Fact]
    public async Task A_rule_is_explained()
    {
        (await _sandbox.RunAsync("rules", "show", "github-pat")).ShouldBe(ExitCode.Open);

        _sandbox.Output.ShouldContain("Its holder can");
        _sandbox.Output.ShouldContain("revoke      https://github.com/settings/tokens");
        _sandbox.Output.ShouldContain("matched by  span grammar");
    }

    [Fact]
    public async Task A_mistyped_rule_is_suggested()
    {
        (await _sandbox.RunAsync("rules", "show", "github-pta")).ShouldBe(ExitCode.Usage);

        _sandbox.Error.ShouldContain("Did you mean 'github-pat'?");
    }

    [Fact]
    public async Task The_built_in_rules_are_right()
    {
        (await _sandbox.RunAsync("rules", "test")).ShouldBe(ExitCode.Open);

        _sandbox.Output.ShouldEndWith(" rules are right.\n");
    }

    [Fact]
    public async Task A_wrong_rule_file_is_refused_with_its_place()
    {
        var file = _sandbox.Write("mine.yml", "vendor: Mine\nrules:\n  - id: mine\n    nmae: Mine\n");

        (await _sandbox.RunAsync("rules", "test", file)).ShouldBe(ExitCode.Usage);

        _sandbox.Error.ShouldContain("mine.yml:4:");
        _sandbox.Error.ShouldContain("nmae");
    }
}
