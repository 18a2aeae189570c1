using System.Security.Cryptography.X509Certificates;
using SecretGate.Runner.Registries;
using SecretGate.Tests.Images.Sources;

namespace SecretGate.Tests.Runner.Registries;

public sealed class RegistryConnectionsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly X509Certificate2 _certificate = TestCertificate.ForLoopback();
    private readonly FakeRegistry _registry;

    public RegistryConnectionsTests() => _registry = new FakeRegistry(_certificate);

    public void Dispose()
    {
        _registry.Dispose();
        _certificate.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task An_authority_of_the_users_file_is_trusted()
    {
        using var connections = RegistryConnections.Trusting(_sandbox.Write("ca.pem", _certificate.ExportCertificatePem()), _sandbox.Folder);

        (await Ask(connections)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task An_authority_of_the_registrys_own_folder_is_trusted_for_it_alone()
    {
        using var other = new FakeRegistry(_certificate);
        Directory.CreateDirectory(_sandbox.PathOf(_registry.Authority));
        _sandbox.Write(_registry.Authority + "/ca.crt", _certificate.ExportCertificatePem());
        using var connections = RegistryConnections.Trusting(file: null, _sandbox.Folder);

        (await Ask(connections)).IsSuccessStatusCode.ShouldBeTrue();
        await Should.ThrowAsync<HttpRequestException>(() => Ask(connections, other.Authority));
    }

    [Fact]
    public async Task Anyone_elses_certificate_is_refused()
    {
        using var stranger = TestCertificate.ForLoopback();
        using var connections = RegistryConnections.Trusting(_sandbox.Write("ca.pem", stranger.ExportCertificatePem()), _sandbox.Folder);

        await Should.ThrowAsync<HttpRequestException>(() => Ask(connections));
    }

    [Fact]
    public async Task A_trusted_certificate_for_another_name_is_refused()
    {
        using var connections = RegistryConnections.Trusting(_sandbox.Write("ca.pem", _certificate.ExportCertificatePem()), _sandbox.Folder);

        await Should.ThrowAsync<HttpRequestException>(() => Ask(connections, _registry.Authority.Replace("127.0.0.1", "127.0.0.2")));
    }

    [Theory]
    [InlineData("no certificate")]
    [InlineData(null)]
    public void A_file_without_certificates_is_a_usage_error(string? text)
    {
        var file = text is null ? _sandbox.PathOf("absent.pem") : _sandbox.Write("ca.pem", text);

        var refused = Should.Throw<GateException>(() => RegistryConnections.Trusting(file));

        refused.ExitCode.ShouldBe(ExitCode.Usage);
        refused.Message.ShouldContain(file);
    }

    private async Task<HttpResponseMessage> Ask(RegistryConnections connections, string? authority = null)
    {
        using var client = new HttpMessageInvoker(connections, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{authority ?? _registry.Authority}/v2/");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
