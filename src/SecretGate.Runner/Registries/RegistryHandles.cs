using Microsoft.Extensions.Logging;
using SecretGate.Images;
using SecretGate.Runner.Engines;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Registries;

/// <summary>What the library needs to reach registries: connections, and the credentials that <c>docker login</c> left.</summary>
internal sealed class RegistryHandles(IReadOnlyDictionary<string, string> environment, ILogger<RegistryHandles> log)
{
    /// <summary>The handles. The connections stay the caller's.</summary>
    public RegistryAccess Access(RegistryConnections connections, IReadOnlyCollection<string> plainHttpHosts) => new()
    {
        Client = new HttpMessageInvoker(connections, disposeHandler: false),
        FindCredential = FindCredentialAsync,
        PlainHttpHosts = plainHttpHosts,
    };

    // Much is public: what keeps us from a credential is told, and the registry decides.
    private async Task<RegistryCredential?> FindCredentialAsync(string registry, CancellationToken cancellationToken)
    {
        try
        {
            var credentials = new DockerCredentials(DockerFolder.Of(environment), name => new CredentialHelper(name, environment));
            return await credentials.FindAsync(registry, cancellationToken);
        }
        catch (IOException failure)
        {
            log.NoCredential(registry, failure.Message);
            return null;
        }
    }
}
