using SecretGate.Runner.Hosts.GitHub;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Hosts;

/// <summary>Finds the CI system that the process runs in.</summary>
internal static class CiHosts
{
    /// <summary>The host of this environment.</summary>
    public static ICiHost Detect(IReadOnlyDictionary<string, string> environment, StandardStreams streams, TimeProvider time) =>
        new GitHubJob(environment) is { IsPresent: true } job
        ? new GitHubHost(job, streams, time, new ErrorLog(streams.Error).CreateLogger(nameof(GitHubHost)))
        : new NoCiHost();
}
