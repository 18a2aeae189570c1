using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>Whether the report goes to code scanning.</summary>
internal enum UploadMode
{
    /// <summary>When there is a token; a failure is told.</summary>
    Auto,

    /// <summary>A failure ends the step with exit code 4.</summary>
    Required,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>What the step wants from GitHub.</summary>
internal sealed record GitHubSettings
{
    /// <summary>The defaults.</summary>
    public static GitHubSettings Default { get; } = new();

    /// <summary>Code scanning.</summary>
    public UploadMode Upload { get; init; } = UploadMode.Auto;

    /// <summary>Findings are shown as annotations of the job.</summary>
    public bool HasAnnotations { get; init; } = true;

    /// <summary>The report is added to the step summary.</summary>
    public bool HasSummary { get; init; } = true;

    /// <summary>Token for the REST API; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Category in code scanning for an image without a repository name; null for the default.</summary>
    public string? Category { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="GateException">A value is wrong (exit code 2).</exception>
    public static GitHubSettings Read(SettingsReader reader, GitHubJob job) => new()
    {
        Upload = Enum.Parse<UploadMode>(reader.Choice(Keys.Upload, ["auto", "required", "never"]) ?? "auto", ignoreCase: true),
        HasAnnotations = (reader.Choice(Keys.Annotations, ["auto", "commands", "never"]) ?? "auto") != "never",
        HasSummary = reader.Switch(Keys.Summary) ?? true,
        Token = reader.Text(Keys.GitHubToken) ?? job.Token,
        Category = reader.Text(Keys.Category),
    };
}
