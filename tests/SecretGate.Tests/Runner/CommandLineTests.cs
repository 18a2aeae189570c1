namespace SecretGate.Tests.Runner;

public sealed class CommandLineTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("Unknown option '--polcy'. Did you mean '--policy'?", "scan", "app:ci", "--polcy", "strict")]
    [InlineData("Unknown option '--nope'.", "scan", "--nope")]
    [InlineData("Unknown option '-x'.", "scan", "app:ci", "-x")]
    [InlineData("Unknown option '--strict'.", "scan", "app:ci", "--policy", "--strict")]
    [InlineData("An option lacks its value in front of '--base'.", "scan", "app:ci", "--policy", "--base", "debian:12")]
    [InlineData("Unknown command 'scna'. Did you mean 'scan'?", "scna", "app:ci")]
    [InlineData("An argument is empty", "scan", "app:ci", "--policy", "")]
    [InlineData("No image was named.", "scan")]
    [InlineData("Standard input ('-') was named twice.", "scan", "-", "-")]
    [InlineData("--fail-on: unknown value 'hihg'. Did you mean 'high'?", "scan", "app:ci", "--fail-on", "hihg")]
    [InlineData("'sarif' is not FORMAT=PATH.", "scan", "app:ci", "-o", "sarif")]
    [InlineData("Unknown report format 'srif'. Did you mean 'sarif'?", "scan", "app:ci", "-o", "srif=x")]
    [InlineData("Two reports ask for standard output ('-').", "scan", "app:ci", "-o", "json=-", "-o", "sarif=-")]
    [InlineData("Two reports ask for one file", "scan", "app:ci", "-o", "json=x", "-o", "sarif=./x")]
    [InlineData("--quiet and --verbose contradict each other.", "scan", "app:ci", "--quiet", "--verbose")]
    public async Task A_wrong_command_line_ends_with_2_and_says_what_is_wrong(string message, params string[] args)
    {
        (await _sandbox.RunAsync(args)).ShouldBe(ExitCode.Usage);

        _sandbox.Error.ShouldContain(message);
        _sandbox.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_of_the_environment_is_blamed_by_its_own_name()
    {
        _sandbox.Environment["SECRETGATE_FAIL_ON"] = "hihg";

        (await _sandbox.RunAsync("scan", "app:ci")).ShouldBe(ExitCode.Usage);

        _sandbox.Error.ShouldContain("SECRETGATE_FAIL_ON: unknown value 'hihg'.");
    }

    [Fact]
    public async Task A_misspelled_variable_is_told()
    {
        _sandbox.Environment["SECRETGATE_FAILON"] = "low";

        await _sandbox.RunAsync("scan");

        _sandbox.Error.ShouldContain("SECRETGATE_FAILON is no setting of SecretGate. Did you mean 'SECRETGATE_FAIL_ON'?");
    }

    [Fact]
    public async Task A_name_that_starts_with_an_at_sign_is_no_response_file()
    {
        var file = _sandbox.Write("args", "--help");

        await _sandbox.RunAsync("scan", "@" + file);

        _sandbox.Output.ShouldNotContain("Usage:");
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("scan", "-h")]
    [InlineData("scan", "--nope", "--help")]
    public async Task Help_fits_one_screen_and_starts_with_examples(params string[] args)
    {
        (await _sandbox.RunAsync(args)).ShouldBe(ExitCode.Open);

        var lines = _sandbox.Output.Split('\n');
        lines.Length.ShouldBeLessThanOrEqualTo(45);
        lines.ShouldAllBe(line => line.Length <= 100);
        _sandbox.Output.IndexOf("Examples:", StringComparison.Ordinal).ShouldBeInRange(1, 300);
        _sandbox.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task The_version_is_printed(string word)
    {
        (await _sandbox.RunAsync(word)).ShouldBe(ExitCode.Open);

        _sandbox.Output.ShouldStartWith("secretgate 0.");
    }
}
