using System.Text;
using System.Text.Json;
using SecretGate.Images;

namespace SecretGate.Runner.Registries;

/// <summary>
/// Credentials of the docker client's <c>config.json</c> (docker/cli v28.0.0 cli/config/configfile/file.go): the helper named for the
/// registry, else the store named for all, else what stands in the file.
/// </summary>
/// <param name="configFolder">The client's folder, <c>~/.docker</c>.</param>
/// <param name="helperOf">A helper by the end of its name.</param>
internal sealed class DockerCredentials(string configFolder, Func<string, CredentialHelper> helperOf)
{
    private const string DockerHub = "docker.io";

    // The name under which the client has kept Docker Hub's credential since its first registry API.
    private const string DockerHubServer = "https://index.docker.io/v1/";

    /// <summary>The credential for a registry; null for none.</summary>
    /// <exception cref="IOException">The file or the helper does not do its work.</exception>
    public async Task<RegistryCredential?> FindAsync(string registry, CancellationToken cancellationToken)
    {
        var file = Path.Combine(configFolder, "config.json");
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var config = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellationToken));
            var root = config.RootElement;
            var helper = Text(Entry(Property(root, "credHelpers"), registry)) ?? Text(Property(root, "credsStore"));
            var kept = helper is { Length: > 0 }
                ? await helperOf(helper).GetAsync(registry == DockerHub ? DockerHubServer : registry, cancellationToken)
                : null;
            return kept ?? (Entry(Property(root, "auths"), registry) is { } entry ? Read(entry) : null);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or UnauthorizedAccessException)
        {
            // What the parser says may quote the file.
            throw new IOException($"{file} cannot be read ({failure.GetType().Name}).");
        }
    }

    private static RegistryCredential? Read(JsonElement entry)
    {
        if (Text(Property(entry, "identitytoken")) is { Length: > 0 } token)
        {
            return RegistryCredential.OfIdentityToken(token);
        }

        if (Text(Property(entry, "auth")) is { Length: > 0 } encoded)
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).TrimEnd('\0').Split(':', 2);
            return parts is [{ Length: > 0 } name, var word] ? RegistryCredential.OfPassword(name, word) : null;
        }

        return Text(Property(entry, "username")) is { Length: > 0 } user && Text(Property(entry, "password")) is { } password
            ? RegistryCredential.OfPassword(user, password)
            : null;
    }

    // Keys are hosts, or addresses of them as older clients wrote: the exact name comes first.
    private static JsonElement? Entry(JsonElement? table, string registry)
    {
        if (table is not { ValueKind: JsonValueKind.Object } entries)
        {
            return null;
        }

        return Property(entries, registry)
            ?? entries.EnumerateObject().Where(entry => RegistryOf(entry.Name) == registry).Select(entry => (JsonElement?)entry.Value).FirstOrDefault();
    }

    private static string RegistryOf(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var host = (scheme < 0 ? key : key[(scheme + 3)..]).Split('/', 2)[0].ToLowerInvariant();
        return host is "index.docker.io" or "registry-1.docker.io" ? DockerHub : host;
    }

    private static JsonElement? Property(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } table && table.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
