namespace SecretGate.Images;

/// <summary>How registries are reached.</summary>
public sealed record RegistryAccess
{
    /// <summary>
    /// Sends one request. It follows no redirect, tries nothing again, expands nothing and keeps no cookies: the source does what of that is
    /// right. It knows which certificate authorities to trust.
    /// </summary>
    public required HttpMessageInvoker Client { get; init; }

    /// <summary>Finds the credential for a registry (<c>docker.io</c>, <c>ghcr.io</c>, <c>localhost:5000</c>); null where there is none.</summary>
    public Func<string, CancellationToken, Task<RegistryCredential?>> FindCredential { get; init; } = (_, _) => Task.FromResult<RegistryCredential?>(null);

    /// <summary>Registries, <c>HOST</c> or <c>HOST:PORT</c>, that are spoken to without TLS. Those on the loopback address may be.</summary>
    public IReadOnlyCollection<string> PlainHttpHosts { get; init; } = [];
}

/// <summary>Who we are to a registry. Its text shows nothing of it.</summary>
public sealed class RegistryCredential
{
    private RegistryCredential(string user, string secret, bool isIdentityToken)
    {
        User = user;
        Secret = secret;
        IsIdentityToken = isIdentityToken;
    }

    internal string User { get; }

    internal string Secret { get; }

    internal bool IsIdentityToken { get; }

    /// <summary>A user with a password.</summary>
    public static RegistryCredential OfPassword(string user, string password) => new(user, password, isIdentityToken: false);

    /// <summary>A token by which the registry's token service knows its user (<c>identitytoken</c> of docker's configuration).</summary>
    public static RegistryCredential OfIdentityToken(string token) => new("", token, isIdentityToken: true);

    /// <inheritdoc/>
    public override string ToString() => "(credential)";
}
