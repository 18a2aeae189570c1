namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>What became of the SARIF upload.</summary>
internal enum UploadStatus
{
    /// <summary>GitHub took the file and processed it.</summary>
    Uploaded,

    /// <summary>GitHub took the file and was still processing it when the wait ended.</summary>
    Pending,

    /// <summary>It was tried, and failed.</summary>
    Failed,

    /// <summary>It was not tried.</summary>
    Skipped,
}

/// <summary>The outcome of an upload.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Sentence">What happened and what to do, for the log. May hold a server's words: inert only once it was written.</param>
internal sealed record UploadResult(UploadStatus Status, string Sentence)
{
    /// <summary>The word of the output <c>upload-status</c>.</summary>
    public string Word => Status.ToString().ToLowerInvariant();
}
