using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;

namespace SecretGate.Images.Sources;

/// <summary>Makes the client of an engine's API.</summary>
internal static class EngineClient
{
    /// <summary>A client of the engine. It has no time-out of its own: an engine may prepare an image for minutes before it sends it.</summary>
    public static DockerClient Create(EngineEndpoint endpoint) => new DockerClientBuilder()
        .WithEndpoint(endpoint.Address)
        .WithAuthProvider(NoopAuthProvider.Instance)
        .WithTimeout(Timeout.InfiniteTimeSpan)
        .Build();
}
