using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SecretGate.Runner.Registries;

/// <summary>
/// Connections to registries. A certificate must come from an authority of the system (with OpenSSL, <c>SSL_CERT_FILE</c> names them), of
/// the user's file, or of the registry's own folder where docker looks for it (docs.docker.com/engine/security/certificates).
/// </summary>
internal sealed class RegistryConnections : HttpMessageHandler
{
    private const string DockerFolder = "/etc/docker/certs.d";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly X509Certificate2Collection _authorities;
    private readonly string _folder;
    private readonly HttpMessageInvoker _others;
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> _own = new(StringComparer.Ordinal);

    private RegistryConnections(X509Certificate2Collection authorities, string folder)
    {
        _authorities = authorities;
        _folder = folder;
        _others = Connect(authorities, client: null);
    }

    /// <summary>Connections that trust a file's authorities beside the system's.</summary>
    /// <param name="file">PEM; null for none.</param>
    /// <param name="folder">Folder of the registries' folders.</param>
    /// <exception cref="GateException">The file holds no certificates, or cannot be read (exit code 2).</exception>
    public static RegistryConnections Trusting(string? file, string folder = DockerFolder) =>
        new(file is null ? [] : ReadAuthorities(file), folder);

    /// <inheritdoc/>
    /// <exception cref="GateException">The registry's own certificates cannot be read (exit code 2).</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        ConnectionsTo(request.RequestUri?.Authority ?? "").SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _others.Dispose();
            foreach (var own in _own.Values.Where(own => own.IsValueCreated))
            {
                own.Value.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker ConnectionsTo(string authority)
    {
        var folder = Path.Combine(_folder, authority);
        return Directory.Exists(folder) ? _own.GetOrAdd(authority, _ => new Lazy<HttpMessageInvoker>(() => ConnectWith(folder))).Value : _others;
    }

    private HttpMessageInvoker ConnectWith(string folder)
    {
        var authorities = new X509Certificate2Collection(_authorities);
        foreach (var file in Directory.GetFiles(folder, "*.crt").Order(StringComparer.Ordinal))
        {
            authorities.AddRange(ReadAuthorities(file));
        }

        var certificate = Directory.GetFiles(folder, "*.cert").Order(StringComparer.Ordinal).FirstOrDefault();
        return Connect(authorities, certificate is null ? null : ReadOwn(certificate));
    }

    private static HttpMessageInvoker Connect(X509Certificate2Collection authorities, X509Certificate2? client)
    {
        // A chain is checked with what the server sent: a certificate may not make us fetch an address of its choice.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = client is null ? null : [client],
                CertificateChainPolicy = Policy(X509ChainTrustMode.System),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    errors == SslPolicyErrors.None
                    || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 leaf && IsOfOne(authorities, leaf, chain)),
            },
        };
        return new HttpMessageInvoker(handler);
    }

    private static bool IsOfOne(X509Certificate2Collection authorities, X509Certificate2 leaf, X509Chain? sent)
    {
        if (authorities.Count == 0)
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = Policy(X509ChainTrustMode.CustomRootTrust) };
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainPolicy.ExtraStore ?? []);
        return chain.Build(leaf);
    }

    private static X509ChainPolicy Policy(X509ChainTrustMode mode) => new()
    {
        TrustMode = mode,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        ApplicationPolicy = { ServerAuthentication },
    };

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("It holds no certificate.");
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw new GateException(
                ExitCode.Usage, $"The certificates in {file} cannot be read: {failure.Message}", "Give PEM: -----BEGIN CERTIFICATE-----.", failure);
        }
    }

    private static X509Certificate2 ReadOwn(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file, Path.ChangeExtension(file, ".key"));
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            throw new GateException(ExitCode.Usage, $"The certificate {file} with its .key cannot be read: {failure.Message}", inner: failure);
        }
    }

    private static bool IsUnreadable(Exception failure) => failure is CryptographicException or IOException or UnauthorizedAccessException;
}
