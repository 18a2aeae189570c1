using System.Text.Json.Nodes;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>Scenarios F of the study: config and history.</summary>
public sealed class MetadataTests : IDisposable
{
    private readonly Published _program = new();
    private readonly Planted _planted = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void F36_A_token_in_ENV_blocks()
    {
        var found = _program.Scan(Clean().Env("PATH=/bin", $"GITHUB_TOKEN={_planted.GitHubToken()}")).ShouldHoldNone(_planted).ShouldBeClosedByOne();

        found.First.Place.ShouldBe("config");
        found.First.JsonPointer.ShouldBe("/config/Env/1");
    }

    [Fact]
    public void F37_A_token_in_ENV_that_was_blanked_is_found_in_the_history()
    {
        var found = _program.Scan(Clean()
            .History($"ENV TOKEN={_planted.GitHubToken()}")
            .History("ENV TOKEN=")
            .Env("TOKEN=")).ShouldHoldNone(_planted).ShouldBeClosedByOne();

        found.First.Place.ShouldBe("history");
        found.First.HistoryIndex.ShouldBe(1);
    }

    [Fact]
    public void F38_A_build_argument_in_nine_entries_is_one_finding()
    {
        var token = _planted.NpmToken();
        var image = Clean();
        for (var step = 0; step < 9; step++)
        {
            image.Layer($"RUN |1 NPM_TOKEN={token} /bin/sh -c step{step} # buildkit", ($"var/step{step}", $"{step}"));
        }

        _program.Scan(image).ShouldHoldNone(_planted).ShouldBeClosedByOne().Locations.Count.ShouldBe(9);
    }

    [Fact]
    public void F39_A_literal_token_in_a_command_blocks() => _program.Scan(Clean().History(
            $"RUN curl -H 'Authorization: token {_planted.GitHubToken()}' https://api.github.com/user")).ShouldHoldNone(_planted).ShouldBeClosedByOne();

    [Theory]
    [InlineData("LABEL")]
    [InlineData("CMD")]
    [InlineData("ENTRYPOINT")]
    [InlineData("HEALTHCHECK")]
    [InlineData("ONBUILD")]
    public void F40_A_token_in_any_instruction_blocks(string instruction)
    {
        var token = _planted.GitHubToken();
        var image = instruction switch
        {
            "LABEL" => Clean().Label("deploy", token),
            "CMD" => Clean().Cmd("serve", "--token=" + token),
            "ENTRYPOINT" => Clean().Entrypoint("/bin/sh", "-c", $"TOKEN={token} serve"),
            "HEALTHCHECK" => Clean().Config("Healthcheck", new JsonObject { ["Test"] = new JsonArray("CMD", "probe", token) }),
            _ => Clean().Config("OnBuild", new JsonArray($"RUN login {token}")),
        };

        _program.Scan(image).ShouldHoldNone(_planted).ShouldBeClosedByOne().First.Place.ShouldBe("config");
    }

    [Fact]
    public void F41_Public_values_in_ENV_are_no_findings() => _program.Scan(Clean().Env(
            "GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568",
            "PYTHON_SHA256=" + new string('a', 31) + "0123456789abcdef0123456789abcdef0",
            "NODE_VERSION=22.11.0",
            "PIP_URL=https://github.com/pypa/get-pip/raw/66d8a0f637083e2c3ddffc0cb1e65ce126afb856/public/get-pip.py"))
            .ShouldBeOpen().Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("PASSWORD=changeme")]
    [InlineData("PASSWORD=")]
    [InlineData("PASSWORD=${DB_PASSWORD}")]
    [InlineData("POSTGRES_PASSWORD_FILE=/run/secrets/db")]
    public void F42_A_placeholder_does_not_block(string variable) =>
        _program.Scan(Clean().Env(variable)).ShouldBeOpen().Findings.ShouldAllBe(finding => finding.Severity == "low" || finding.Severity == "info");

    [Fact]
    public void F43_A_secret_mount_is_no_finding() =>
        _program.Scan(Clean().Layer("RUN /bin/sh -c npm ci # buildkit", ("app/node_modules/x/index.js", "1\n"))
            .History("RUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci")).ShouldBeOpen().Findings.ShouldBeEmpty();

    [Fact]
    public void F44_A_mounted_secret_that_was_copied_blocks() =>
        _program.Scan(Clean().Layer(
                "RUN --mount=type=secret,id=npm cp /run/secrets/npm /root/.npmrc # buildkit",
                ("root/.npmrc", $"//registry.npmjs.org/:_authToken={_planted.NpmToken()}\n")))
            .ShouldHoldNone(_planted).ShouldBeClosedByOne().First.Path.ShouldBe("root/.npmrc");

    private static ImageBuilder Clean() => Image.With().Layer(("etc/hostname", "app\n"));
}
