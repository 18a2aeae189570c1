using System.Net;

namespace SecretGate.Images.Registries;

/// <summary>The services by which clouds tell their machines secrets: a redirect to one steals them.</summary>
internal static class MetadataService
{
    // Amazon and others; Google; Azure; Oracle.
    private static readonly string[] Paths = ["/latest/meta-data", "/latest/user-data", "/latest/api/token", "/computeMetadata/", "/metadata/instance", "/metadata/identity", "/opc/"];

    /// <summary>True for an address of such a service, and for any link-local one.</summary>
    public static bool IsAt(Uri address) =>
        IsHost(address) || Array.Exists(Paths, path => address.AbsolutePath.StartsWith(path, StringComparison.OrdinalIgnoreCase));

    private static bool IsHost(Uri address)
    {
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var host))
        {
            return address.Host.Equals("metadata.google.internal", StringComparison.OrdinalIgnoreCase);
        }

        host = host.IsIPv4MappedToIPv6 ? host.MapToIPv4() : host;
        return host.IsIPv6LinkLocal || host.ToString() is "fd00:ec2::254" or "168.63.129.16" || host.GetAddressBytes() is [169, 254, ..] and { Length: 4 };
    }
}
