using System.Security.Cryptography.X509Certificates;

namespace SecretGate.Images;

/// <summary>The handles through which images are reached. The library looks for none by itself.</summary>
public sealed record ImageAccess
{
    /// <summary>The container engine; null when there is none.</summary>
    public EngineEndpoint? Engine { get; init; }

    /// <summary>Standard input, opened when first needed; null when there is none.</summary>
    public Func<Stream>? StandardInput { get; init; }

    /// <summary>Registries; null when none can be reached.</summary>
    public RegistryAccess? Registries { get; init; }

    /// <summary>Clock of retries and idle time-outs.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Where a container engine listens.</summary>
/// <param name="Address"><c>unix:///var/run/docker.sock</c>, <c>tcp://HOST:2376</c>, <c>http://</c>, <c>https://</c> or <c>npipe://</c>.</param>
/// <param name="NamedBy">Who named it, for messages: <c>DOCKER_HOST</c>, <c>context "build"</c>, <c>the default socket</c>.</param>
public sealed record EngineEndpoint(Uri Address, string NamedBy)
{
    /// <summary>The client's certificate with its key, for TLS; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Certificate authorities that the engine's certificate must come from; null for the system's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>False when the engine's certificate is not checked.</summary>
    public bool IsVerified { get; init; } = true;
}
