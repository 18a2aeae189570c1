namespace SecretGate.Runner.Engines;

/// <summary>The folder of the docker client's own files.</summary>
internal static class DockerFolder
{
    /// <summary><c>DOCKER_CONFIG</c>, else <c>~/.docker</c>.</summary>
    public static string Of(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("DOCKER_CONFIG") is { Length: > 0 } named
            ? named
            : Path.Combine(environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? home : "/", ".docker");
}
