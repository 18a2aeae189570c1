using SecretGate.Tests.Building;
using SecretGate.Tests.Images.Sources;

namespace SecretGate.Tests.Runner.Registries;

/// <summary>The whole program against a registry.</summary>
public sealed class RegistryScanTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly FakeRegistry _registry = new();

    public RegistryScanTests()
    {
        _registry.Push(Image.With().Layer(("etc/motd", "hello")).Build());
        _registry.User = "me:word";
        _sandbox.Environment["DOCKER_CONFIG"] = _sandbox.Folder;
        _sandbox.Environment["PATH"] = _sandbox.Folder;
    }

    public void Dispose()
    {
        _registry.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task An_image_is_read_with_what_docker_login_left()
    {
        _sandbox.Write("config.json", $$$"""{"auths":{"{{{_registry.Authority}}}":{"auth":"{{{Convert.ToBase64String("me:word"u8)}}}"} } }""");

        (await Scan()).ShouldBe(ExitCode.Open, _sandbox.Error);
    }

    [Fact]
    public async Task A_helper_that_is_missing_is_told_and_the_registry_decides()
    {
        _sandbox.Write("config.json", """{"credsStore":"missing"}""");

        (await Scan()).ShouldBe(ExitCode.Incomplete);
        _sandbox.Error.ShouldContain("docker-credential-missing");

        _registry.User = null;
        (await Scan()).ShouldBe(ExitCode.Open, _sandbox.Error);
    }

    private Task<ExitCode> Scan() => _sandbox.RunAsync("scan", "--policy", "default", _registry.Reference());
}
