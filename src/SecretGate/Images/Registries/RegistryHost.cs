using System.Net;

namespace SecretGate.Images.Registries;

/// <summary>Where a registry listens, and what it may be told there.</summary>
/// <param name="name">As in references: <c>docker.io</c>, <c>localhost:5000</c>.</param>
/// <param name="plainHttpHosts">Registries that the user wants to be spoken to without TLS.</param>
internal sealed class RegistryHost(string name, IReadOnlyCollection<string> plainHttpHosts)
{
    private const string DockerHubAuthority = "registry-1.docker.io";

    /// <summary>As in references.</summary>
    public string Name => name;

    /// <summary>Host and port to connect to.</summary>
    public string Authority => name == ImageReference.DockerHub ? DockerHubAuthority : name;

    /// <summary>True when the user wants it without TLS.</summary>
    public bool IsPlainByChoice => IsListed(name);

    /// <summary>True when it is on this machine: without TLS nobody else hears it.</summary>
    public bool IsLoopback => IsLoopbackHost(HostOf(name));

    /// <summary>
    /// True when a request may go to an address: by TLS anywhere, without it where that was asked for, and from one place of this machine to
    /// another: a registry elsewhere may not send us to what listens here.
    /// </summary>
    public bool Allows(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && ((IsLoopback && IsLoopbackHost(address.Host)) || IsListed(address.Authority) || IsListed(address.Host)));

    /// <summary>
    /// True when the registry's own credential may go to an address: to the registry itself, or by TLS to another host of its domain
    /// (<c>auth.docker.io</c> for <c>registry-1.docker.io</c>).
    /// </summary>
    public bool Trusts(Uri address)
    {
        if (!Allows(address))
        {
            return false;
        }

        var host = HostOf(Authority);
        return address.Authority.Equals(Authority, StringComparison.OrdinalIgnoreCase)
            || (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && IsBelow(address.Host, DomainOf(host)));
    }

    private static bool IsBelow(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    // registry.example.com → example.com; a name of two labels is a domain itself, an address has none.
    private static string DomainOf(string host) =>
        host.Count(character => character == '.') < 2 || IPAddress.TryParse(host, out _) ? host : host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static string HostOf(string authority) =>
        authority.LastIndexOf(':') is var colon && colon > authority.LastIndexOf(']') ? authority[..colon] : authority;

    private static bool IsLoopbackHost(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool IsListed(string host) => plainHttpHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
