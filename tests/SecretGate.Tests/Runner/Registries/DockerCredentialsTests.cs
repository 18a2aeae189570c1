using System.Text;
using SecretGate.Images;
using SecretGate.Runner.Registries;

namespace SecretGate.Tests.Runner.Registries;

public sealed class DockerCredentialsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Without_a_file_there_is_no_credential() => (await Find("ghcr.io")).ShouldBeNull();

    [Theory]
    [InlineData("ghcr.io", "ghcr.io")]
    [InlineData("https://ghcr.io", "ghcr.io")]
    [InlineData("https://ghcr.io/v2/", "ghcr.io")]
    [InlineData("localhost:5000", "localhost:5000")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    public async Task What_docker_login_left_is_found(string key, string registry)
    {
        Write($$$"""{"auths":{"other.example":{"auth":"{{{Encoded("x:y")}}}"},"{{{key}}}":{"auth":"{{{Encoded("me:pass:word")}}}"} } }""");

        (await Find(registry)).ShouldBeUser("me", "pass:word");
    }

    [Theory]
    [InlineData("ghcr.io.evil.example")]
    [InlineData("ghcr.io:444")]
    [InlineData("io")]
    public async Task Another_registry_gets_nothing(string registry)
    {
        Write($$$"""{"auths":{"ghcr.io":{"auth":"{{{Encoded("me:password")}}}"} } }""");

        (await Find(registry)).ShouldBeNull();
    }

    [Fact]
    public async Task An_identity_token_comes_before_the_user()
    {
        Write($$$"""{"auths":{"r.example":{"auth":"{{{Encoded("00000000:")}}}","identitytoken":"refresh"} } }""");

        var credential = await Find("r.example");

        credential!.IsIdentityToken.ShouldBeTrue();
        credential.Secret.ShouldBe("refresh");
    }

    [Theory]
    [InlineData("{ damaged")]
    [InlineData("""{"auths":{"r.example":{"auth":"hunter2 is no base64"}}}""")]
    public async Task A_file_that_cannot_be_read_is_told_without_its_content(string text)
    {
        Write(text);

        var failure = await Should.ThrowAsync<IOException>(() => Find("r.example"));

        failure.Message.ShouldContain("config.json");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task The_helper_of_a_registry_comes_before_the_store()
    {
        UnixOnly();
        WriteHelper("own", """{"Username":"own","Secret":"one"}""");
        WriteHelper("store", """{"Username":"store","Secret":"two"}""");
        Write("""{"credHelpers":{"r.example":"own"},"credsStore":"store"}""");

        (await Find("r.example")).ShouldBeUser("own", "one");
        (await Find("s.example")).ShouldBeUser("store", "two");
    }

    [Theory]
    [InlineData("docker.io", "https://index.docker.io/v1/")]
    [InlineData("r.example:5000", "r.example:5000")]
    public async Task A_helper_is_asked_by_the_clients_name_of_the_registry(string registry, string server)
    {
        UnixOnly();
        WriteProgram("store", "printf '{\"Username\":\"%s\",\"Secret\":\"%s\"}' \"$1\" \"$(cat)\"");
        Write("""{"credsStore":"store"}""");

        (await Find(registry)).ShouldBeUser("get", server);
    }

    [Fact]
    public async Task A_helper_may_answer_an_identity_token()
    {
        UnixOnly();
        WriteHelper("store", """{"Username":"<token>","Secret":"refresh"}""");
        Write("""{"credsStore":"store"}""");

        (await Find("r.example"))!.IsIdentityToken.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_the_helper_knows_none_the_file_is_asked()
    {
        UnixOnly();
        WriteProgram("store", "echo 'credentials not found in native keychain'; exit 1");
        Write($$$"""{"credsStore":"store","auths":{"r.example":{"auth":"{{{Encoded("me:word")}}}"} } }""");

        (await Find("r.example")).ShouldBeUser("me", "word");
        (await Find("s.example")).ShouldBeNull();
    }

    [Theory]
    [InlineData("echo hunter2; exit 3")]
    [InlineData("echo hunter2")]
    [InlineData("echo hunter2 >&2; echo '{}'")]
    public async Task A_helper_that_fails_is_told_without_its_words(string program)
    {
        UnixOnly();
        WriteProgram("store", program);
        Write("""{"credsStore":"store"}""");

        var failure = await Should.ThrowAsync<IOException>(() => Find("r.example"));

        failure.Message.ShouldContain("docker-credential-store");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("x/evil")]
    [InlineData("evil")]
    public async Task A_helper_runs_only_from_a_folder_that_PATH_names_in_full(string name)
    {
        UnixOnly();
        Directory.CreateDirectory(_sandbox.PathOf("docker-credential-x"));
        _sandbox.WriteProgram("docker-credential-x/evil", "touch " + _sandbox.PathOf("ran"));
        WriteProgram("evil", "touch " + _sandbox.PathOf("ran"));
        Write($$$"""{"credHelpers":{"r.example":"{{{name}}}"} }""");
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), _sandbox.Folder);
        _sandbox.Environment["PATH"] = name == "evil" ? $".::{relative}" : _sandbox.Folder;

        await Should.ThrowAsync<IOException>(() => Find("r.example"));

        File.Exists(_sandbox.PathOf("ran")).ShouldBeFalse();
    }

    private static void UnixOnly() => Assert.SkipWhen(OperatingSystem.IsWindows(), "helpers are shell scripts here");

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private Task<RegistryCredential?> Find(string registry)
    {
        _sandbox.Environment.TryAdd("PATH", _sandbox.Folder);
        return new DockerCredentials(_sandbox.Folder, name => new CredentialHelper(name, _sandbox.Environment))
            .FindAsync(registry, TestContext.Current.CancellationToken);
    }

    private void Write(string config) => _sandbox.Write("config.json", config);

    private void WriteHelper(string name, string answer) => WriteProgram(name, $"echo '{answer}'");

    private void WriteProgram(string name, string script) => _sandbox.WriteProgram("docker-credential-" + name, script);
}
