using SecretGate.Runner.Hosts.GitHub;

namespace SecretGate.Tests.Runner.GitHub;

public sealed class RunnerPathsTests
{
    private readonly RunnerPaths _paths = RunnerPaths.Parse(
        "workspace=/home/runner/work/app/app\nevent=/home/runner/work/_temp/_github_workflow/event.json\n");

    [Theory]
    [InlineData("oci-archive:/home/runner/work/_temp/app.tar", "oci-archive:/github/runner_temp/app.tar")]
    [InlineData("docker-archive:/home/runner/work/app/app/out/app.tar:app:ci", "docker-archive:/github/workspace/out/app.tar:app:ci")]
    [InlineData("/home/runner/work/app/app", "/github/workspace")]
    [InlineData("sarif=/home/runner/work/_temp/r.sarif", "sarif=/github/runner_temp/r.sarif")]
    [InlineData("/home/runner/work/app/application/x", "/home/runner/work/app/application/x")]
    [InlineData("docker://ghcr.io/home/runner/work/app/app", "docker://ghcr.io/home/runner/work/app/app")]
    [InlineData("app:ci", "app:ci")]
    [InlineData("relative/app.tar", "relative/app.tar")]
    public void A_path_of_the_host_is_found_behind_a_prefix(string given, string seen) => _paths.ToContainer(given).ShouldBe(seen);

    [Theory]
    [InlineData("/github/runner_temp/secretgate.sarif", "/home/runner/work/_temp/secretgate.sarif")]
    [InlineData("/github/workspace/report.json", "/home/runner/work/app/app/report.json")]
    [InlineData("/tmp/x", "/tmp/x")]
    public void An_output_is_a_path_of_the_host(string written, string told) => _paths.ToHost(written).ShouldBe(told);

    [Theory]
    [InlineData("")]
    [InlineData("workspace=\nevent=")]
    [InlineData("workspace=/\nevent=/event.json")]
    [InlineData("nonsense")]
    public void Without_the_hosts_folders_nothing_is_translated(string input) =>
        RunnerPaths.Parse(input).ToContainer("oci:/home/x").ShouldBe("oci:/home/x");
}
