using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>What the step wants from GitHub.</summary>
internal sealed record GitHubSettings
{
    /// <summary>The defaults.</summary>
    public static GitHubSettings Default { get; } = new();

    /// <summary>Findings are shown as annotations of the job.</summary>
    public bool HasAnnotations { get; init; } = true;

    /// <summary>The report is added to the step summary.</summary>
    public bool HasSummary { get; init; } = true;

    /// <summary>Token for the REST API; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="GateException">A value is wrong (exit code 2).</exception>
    public static GitHubSettings Read(SettingsReader reader, GitHubJob job) => new()
    {
        HasAnnotations = (reader.Choice(Keys.Annotations, ["auto", "commands", "never"]) ?? "auto") != "never",
        HasSummary = reader.Switch(Keys.Summary) ?? true,
        Token = reader.Text(Keys.GitHubToken) ?? job.Token,
    };
}
