using SecretGate.Images;

namespace SecretGate.Runner.Engines;

/// <summary>
/// Finds the container engine as the docker client does: <c>DOCKER_HOST</c>, <c>DOCKER_CONTEXT</c>, the current context of
/// <c>config.json</c>, then the usual sockets (docker, rootless docker, podman).
/// </summary>
internal sealed class EngineEndpoints(IReadOnlyDictionary<string, string> environment)
{
    private const string DefaultSocket = "/var/run/docker.sock";

    /// <summary>The engine.</summary>
    /// <exception cref="GateException">What names it is wrong: no address, no such context (exit code 2).</exception>
    public EngineEndpoint Find()
    {
        if (Variable("DOCKER_HOST") is { } host)
        {
            return OfVariables(host);
        }

        var contexts = new DockerContexts(DockerFolder.Of(environment));
        if ((Variable("DOCKER_CONTEXT") ?? contexts.Current) is { } name && name != "default")
        {
            return contexts.Endpoint(name);
        }

        return new EngineEndpoint(new Uri("unix://" + Socket()), "the default socket");
    }

    /// <summary>An address in the words of <c>DOCKER_HOST</c>.</summary>
    /// <exception cref="GateException">It is none (exit code 2).</exception>
    public static Uri Address(string text, string namedBy) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "unix" or "tcp" or "http" or "https" or "npipe"
            ? address
            : throw new GateException(
                ExitCode.Usage, $"{namedBy}: '{text}' is no address of an engine.", "Use unix:///var/run/docker.sock or tcp://HOST:2376; for ssh, forward the socket.");

    private EngineEndpoint OfVariables(string host)
    {
        const string NamedBy = "DOCKER_HOST";
        var address = Address(host, NamedBy);
        var folder = Variable("DOCKER_CERT_PATH");
        var isVerified = Variable("DOCKER_TLS_VERIFY") is not null;
        return address.Scheme == "tcp" && (folder is not null || isVerified)
            ? EngineCertificates.In(folder ?? Path.Combine(Variable("HOME") ?? "/", ".docker")).Apply(new EngineEndpoint(address, NamedBy) { IsVerified = isVerified })
            : new EngineEndpoint(address, NamedBy);
    }

    private string Socket()
    {
        var runtime = Variable("XDG_RUNTIME_DIR");
        string?[] sockets =
        [
            DefaultSocket,
            runtime is null ? null : Path.Combine(runtime, "docker.sock"),
            runtime is null ? null : Path.Combine(runtime, "podman", "podman.sock"),
            "/run/podman/podman.sock",
        ];
        return sockets.FirstOrDefault(File.Exists) ?? DefaultSocket;
    }

    private string? Variable(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
