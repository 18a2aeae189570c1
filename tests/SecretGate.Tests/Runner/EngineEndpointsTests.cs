using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SecretGate.Runner.Engines;

namespace SecretGate.Tests.Runner;

public sealed class EngineEndpointsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public EngineEndpointsTests() => _environment["DOCKER_CONFIG"] = _sandbox.Folder;

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void DOCKER_HOST_comes_before_a_context()
    {
        WriteContext("build", "unix:///run/build.sock");
        _environment["DOCKER_CONTEXT"] = "build";
        _environment["DOCKER_HOST"] = "unix:///run/other.sock";

        var endpoint = Find();

        endpoint.Address.ShouldBe(new Uri("unix:///run/other.sock"));
        endpoint.NamedBy.ShouldBe("DOCKER_HOST");
    }

    [Fact]
    public void The_current_context_of_the_clients_configuration_is_used()
    {
        WriteContext("build", "tcp://build.example:2376");
        _sandbox.Write("config.json", """{"currentContext":"build"}""");

        var endpoint = Find();

        endpoint.Address.Host.ShouldBe("build.example");
        endpoint.NamedBy.ShouldBe("context \"build\"");
    }

    [Fact]
    public void Without_any_word_it_is_the_default_socket()
    {
        _sandbox.Write("config.json", "{ damaged");

        Find().NamedBy.ShouldBe("the default socket");
    }

    [Fact]
    public void Certificates_of_a_folder_are_read_for_TLS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _sandbox.Write("ca.pem", certificate.ExportCertificatePem());
        _sandbox.Write("cert.pem", certificate.ExportCertificatePem());
        _sandbox.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        _environment["DOCKER_HOST"] = "tcp://build.example:2376";
        _environment["DOCKER_CERT_PATH"] = _sandbox.Folder;
        _environment["DOCKER_TLS_VERIFY"] = "1";

        var endpoint = Find();

        endpoint.Authorities!.Single().Subject.ShouldBe("CN=client");
        endpoint.ClientCertificate!.HasPrivateKey.ShouldBeTrue();
        endpoint.IsVerified.ShouldBeTrue();
    }

    [Theory]
    [InlineData("ssh://build.example")]
    [InlineData("build.example")]
    [InlineData("/var/run/docker.sock")]
    public void What_is_no_address_of_an_engine_is_refused(string host)
    {
        _environment["DOCKER_HOST"] = host;

        Should.Throw<GateException>(Find).Message.ShouldStartWith("DOCKER_HOST: ");
    }

    [Fact]
    public void A_context_that_is_not_there_is_refused_by_name()
    {
        _environment["DOCKER_CONTEXT"] = "gone";

        var refused = Should.Throw<GateException>(Find);

        refused.ExitCode.ShouldBe(ExitCode.Usage);
        refused.Message.ShouldContain("context \"gone\"");
    }

    private SecretGate.Images.EngineEndpoint Find() => new EngineEndpoints(_environment).Find();

    private void WriteContext(string name, string host)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        Directory.CreateDirectory(_sandbox.PathOf($"contexts/meta/{id}"));
        _sandbox.Write($"contexts/meta/{id}/meta.json", $$$"""{"Name":"{{{name}}}","Endpoints":{"docker":{"Host":"{{{host}}}","SkipTLSVerify":false} } }""");
    }
}
