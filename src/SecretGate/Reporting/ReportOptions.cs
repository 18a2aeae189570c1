namespace SecretGate.Reporting;

/// <summary>What a report format may be told by its caller; the same options and the same report give the same bytes.</summary>
public sealed record ReportOptions
{
    /// <summary>GitHub drops a step summary above 1 MiB whole; this leaves room for what stands there already.</summary>
    public const int DefaultMaxBytes = 1_000_000;

    /// <summary>The defaults: no colour, a step summary's size.</summary>
    public static ReportOptions Default { get; } = new();

    /// <summary>The console report colours severities and the verdict.</summary>
    public bool UsesColour { get; init; }

    /// <summary>Upper bound of a Markdown report: the worst is written first, the rest is counted. At least 4,096.</summary>
    public int MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>Name of the code-scanning category for an image without a repository name; null for <c>image</c>.</summary>
    public string? Category { get; init; }

    /// <summary>The pipeline run that a SARIF report is filed under in Azure DevOps; null elsewhere.</summary>
    public AzurePipeline? AzurePipeline { get; init; }
}
