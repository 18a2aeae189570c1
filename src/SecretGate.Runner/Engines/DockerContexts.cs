using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecretGate.Images;

namespace SecretGate.Runner.Engines;

/// <summary>Contexts of the docker client (docker/cli v28 cli/context/store): a folder for each, named by the SHA-256 of its name.</summary>
/// <param name="configFolder">The client's folder, <c>~/.docker</c>.</param>
internal sealed class DockerContexts(string configFolder)
{
    /// <summary>The context that <c>config.json</c> names; null for none. A file that cannot be read names none.</summary>
    public string? Current
    {
        get
        {
            try
            {
                using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(configFolder, "config.json")));
                return Text(config.RootElement, "currentContext") is { Length: > 0 } name ? name : null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The engine of a context.</summary>
    /// <exception cref="GateException">There is no such context, or it names no engine (exit code 2).</exception>
    public EngineEndpoint Endpoint(string name)
    {
        var namedBy = $"context \"{name}\"";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var file = Path.Combine(configFolder, "contexts", "meta", id, "meta.json");
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(file));
            if (meta.RootElement.TryGetProperty("Endpoints", out var endpoints) && endpoints.TryGetProperty("docker", out var docker)
                && Text(docker, "Host") is { } host)
            {
                var endpoint = new EngineEndpoint(EngineEndpoints.Address(host, namedBy), namedBy)
                {
                    IsVerified = !(docker.TryGetProperty("SkipTLSVerify", out var skip) && skip.ValueKind is JsonValueKind.True),
                };
                return EngineCertificates.In(Path.Combine(configFolder, "contexts", "tls", id, "docker")).Apply(endpoint);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
        }

        throw new GateException(ExitCode.Usage, $"The docker {namedBy} is not there, or names no engine.", "'docker context ls' lists them; DOCKER_HOST names an engine without one.");
    }

    private static string? Text(JsonElement parent, string property) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
