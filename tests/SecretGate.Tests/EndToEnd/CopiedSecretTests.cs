using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>Scenarios A of the study: secrets that a build copies into the image.</summary>
public sealed class CopiedSecretTests : IDisposable
{
    private readonly Published _program = new();
    private readonly Planted _planted = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A1_A_copied_key_closes_the_gate_and_is_named_with_its_layer()
    {
        var image = Image.With()
            .Layer(("etc/hostname", "base"))
            .Layer("COPY id_rsa /root/.ssh/ # buildkit", ("root/.ssh/id_rsa", _planted.RsaPkcs1()));

        var gated = _program.Scan(image).ShouldHoldNone(_planted);

        var found = gated.ShouldBeClosedByOne();
        found.RuleId.ShouldBe("private-key");
        found.Severity.ShouldBe("critical");
        found.Confidence.ShouldBe("proven");
        found.First.ShouldSatisfyAllConditions(
            spot => spot.Layer.ShouldBe(1),
            spot => spot.Path.ShouldBe("root/.ssh/id_rsa"),
            spot => spot.DiffId.ShouldBe(image.Build().Layers[1].DiffId),
            spot => spot.State.ShouldBe("visible"),
            spot => spot.Origin.ShouldBe("own"),
            spot => spot.Line.ShouldBe(1));
        gated.Output.ShouldContain("RSA");
        gated.Output.ShouldContain("2048");
        gated.Output.ShouldContain("COPY id_rsa /root/.ssh/");
    }

    [Theory]
    [InlineData("RSA, PKCS#1")]
    [InlineData("RSA, PKCS#8")]
    [InlineData("EC, SEC 1")]
    [InlineData("EC, PKCS#8")]
    [InlineData("Ed25519, OpenSSH")]
    [InlineData("DSA, PKCS#8")]
    public void A2_A_key_of_any_kind_closes_the_gate(string kind)
    {
        if (kind.StartsWith("DSA", StringComparison.Ordinal))
        {
            RealComponents.NeedPrograms("openssl");
        }

        var key = kind switch
        {
            "RSA, PKCS#1" => _planted.RsaPkcs1(),
            "RSA, PKCS#8" => _planted.RsaPkcs8(),
            "EC, SEC 1" => _planted.EcSec1(),
            "EC, PKCS#8" => _planted.EcPkcs8(),
            "Ed25519, OpenSSH" => _planted.Ed25519OpenSsh(),
            _ => _planted.Dsa(),
        };

        _program.Scan(Image.With().Layer(("srv/key", key))).ShouldHoldNone(_planted).ShouldBeClosedByOne().RuleId.ShouldBe("private-key");
    }

    [Fact]
    public void A3_Both_halves_of_a_pair_are_one_finding()
    {
        var env = $"REGION=eu-central-1\nAWS_ACCESS_KEY_ID={_planted.AwsKeyId()}\nAWS_SECRET_ACCESS_KEY={_planted.AwsSecret()}\n";

        var found = _program.Scan(Image.With().Layer("COPY . /app # buildkit", ("app/.env", env))).ShouldHoldNone(_planted).ShouldBeClosedByOne();

        found.Locations.ShouldAllBe(spot => spot.Path == "app/.env");
    }

    [Fact]
    public void A4_An_access_key_id_without_its_secret_is_reported_and_does_not_block()
    {
        var gated = _program.Scan(Image.With().Layer(("app/.env", $"AWS_ACCESS_KEY_ID={_planted.AwsKeyId()}\n"))).ShouldHoldNone(_planted).ShouldBeOpen();

        gated.Findings.ShouldHaveSingleItem().Severity.ShouldBe("medium");
    }

    [Fact]
    public void A5_One_key_in_five_places_is_one_finding_with_five_locations()
    {
        var key = _planted.EcPkcs8();

        var found = _program.Scan(Image.With()
            .Layer(("a/key.pem", key), ("b/key.pem", key), ("c/key.pem", key))
            .Layer(("d/key.pem", key), ("e/key.pem", key))).ShouldHoldNone(_planted).ShouldBeClosedByOne();

        found.Locations.Select(spot => (spot.Layer, spot.Path))
            .ShouldBe([(0, "a/key.pem"), (0, "b/key.pem"), (0, "c/key.pem"), (1, "d/key.pem"), (1, "e/key.pem")]);
    }

    [Fact]
    public void A6_Six_different_secrets_are_all_listed()
    {
        var gated = _program.Scan(Image.With()
            .Layer(("app/a.pem", _planted.RsaPkcs8()), ("app/b.pem", _planted.EcSec1()), ("app/c", _planted.Ed25519OpenSsh()))
            .Layer(("app/d.env", $"T={_planted.GitHubToken()}\n"), ("app/.npmrc", $"//registry.npmjs.org/:_authToken={_planted.NpmToken()}\n"))
            .Env($"GITLAB_TOKEN={_planted.GitLabToken()}")).ShouldHoldNone(_planted);

        gated.ExitCode.ShouldBe(1);
        gated.Blocking.Count.ShouldBe(6);
    }

    [Fact]
    public void A8_A_key_deep_in_a_log_of_200_MB_closes_the_gate()
    {
        var line = "2026-01-01T00:00:00Z GET /index.html 200 1234 ms\n"u8;
        var log = new byte[200_000_000];
        for (var at = 0; at + line.Length <= log.Length; at += line.Length)
        {
            line.CopyTo(log.AsSpan(at));
        }

        System.Text.Encoding.ASCII.GetBytes("\n" + _planted.RsaPkcs8()).CopyTo(log.AsSpan(150_000_001));

        var found = _program.Scan(Image.With().Layer(("var/log/app.log", log))).ShouldHoldNone(_planted).ShouldBeClosedByOne();

        found.First.Path.ShouldBe("var/log/app.log");
        found.First.Line.ShouldNotBeNull().ShouldBeGreaterThan(3_000_000);
    }

    [Theory]
    [InlineData("usr/lib/ssl/private/server.key")]
    [InlineData("var/lib/jenkins/secrets/master.key")]
    [InlineData("liberty/usr/servers/default/key.pem")]
    [InlineData("app/jwt/private.pem")]
    [InlineData("usr/local/lib/app/.env")]
    public void A9_No_path_is_left_out(string path) =>
        _program.Scan(Image.With().Layer((path, _planted.RsaPkcs8()))).ShouldHoldNone(_planted).ShouldBeClosedByOne().First.Path.ShouldBe(path);
}
