using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SecretGate.Images;

namespace SecretGate.Runner.Engines;

/// <summary>The files <c>ca.pem</c>, <c>cert.pem</c>, <c>key.pem</c> by which the docker client speaks TLS with an engine; each may be missing.</summary>
internal sealed class EngineCertificates
{
    private readonly string _folder;

    private EngineCertificates(string folder) => _folder = folder;

    /// <summary>The files of a folder.</summary>
    public static EngineCertificates In(string folder) => new(folder);

    /// <summary>The endpoint with what the folder holds.</summary>
    /// <exception cref="GateException">A file is no certificate or key, or cannot be read (exit code 2).</exception>
    public EngineEndpoint Apply(EngineEndpoint endpoint)
    {
        try
        {
            return endpoint with { Authorities = Authorities(), ClientCertificate = ClientCertificate() };
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new GateException(
                ExitCode.Usage, $"The engine's certificates in {_folder} cannot be read: {failure.Message}", "The folder holds ca.pem, cert.pem and key.pem.", failure);
        }
    }

    private X509Certificate2Collection? Authorities()
    {
        var file = Path.Combine(_folder, "ca.pem");
        if (!File.Exists(file))
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }

    private X509Certificate2? ClientCertificate()
    {
        var (certificate, key) = (Path.Combine(_folder, "cert.pem"), Path.Combine(_folder, "key.pem"));
        return File.Exists(certificate) && File.Exists(key) ? X509Certificate2.CreateFromPemFile(certificate, key) : null;
    }
}
