namespace SecretGate.Policy;

/// <summary>Whether the SARIF report goes to code scanning.</summary>
public enum UploadMode
{
    /// <summary>When it can; a failure is said and changes nothing.</summary>
    Auto,

    /// <summary>A failure ends the run with <see cref="ExitCode.Undelivered"/>.</summary>
    Required,

    /// <summary>Not at all.</summary>
    Never,
}
