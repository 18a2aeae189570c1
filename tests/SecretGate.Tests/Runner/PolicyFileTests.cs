using SecretGate.Runner.Settings;

namespace SecretGate.Tests.Runner;

public sealed class PolicyFileTests : IDisposable
{
    private const string Text = "version: 1\nname: ours\n";
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_file_of_the_checkouts_root_is_found_from_a_folder_below()
    {
        Directory.CreateDirectory(_sandbox.PathOf(".git"));
        var below = Directory.CreateDirectory(_sandbox.PathOf("services/api")).FullName;
        _sandbox.Write(".secretgate.yml", Text);

        var policy = PolicyFile.Load(null, below);

        policy.Name.ShouldBe("ours");
        policy.Source.ShouldBe(".secretgate.yml");
    }

    [Fact]
    public void A_file_above_the_checkout_is_not_ours()
    {
        _sandbox.Write(".secretgate.yml", Text);
        var checkout = Directory.CreateDirectory(_sandbox.PathOf("checkout")).FullName;
        File.WriteAllText(Path.Combine(checkout, ".git"), "gitdir: ../.git/worktrees/checkout\n");

        PolicyFile.Load(null, checkout).Name.ShouldBe("default");
    }

    [Theory]
    [InlineData("default")]
    [InlineData("strict")]
    [InlineData("audit")]
    public void A_built_in_policy_is_named_by_its_name(string name) => PolicyFile.Load(name, _sandbox.Folder).Name.ShouldBe(name);

    [Fact]
    public void A_name_that_is_nothing_is_refused_with_the_nearest_one()
    {
        var refused = Should.Throw<GateException>(() => PolicyFile.Load("strikt", _sandbox.Folder));

        refused.ExitCode.ShouldBe(ExitCode.Usage);
        refused.Message.ShouldContain("Did you mean 'strict'?");
    }

    [Fact]
    public async Task Checking_a_policy_says_that_it_is_right_or_where_it_is_wrong()
    {
        (await _sandbox.RunAsync("policy", "check", _sandbox.Write("good.yml", Text))).ShouldBe(ExitCode.Open);
        _sandbox.Output.ShouldContain("the policy \"ours\" is right");

        (await _sandbox.RunAsync("policy", "check", _sandbox.Write("bad.yml", "version: 1\nfail-onn: high\n"))).ShouldBe(ExitCode.Usage);
        _sandbox.Error.ShouldContain("bad.yml:2:1");
    }
}
