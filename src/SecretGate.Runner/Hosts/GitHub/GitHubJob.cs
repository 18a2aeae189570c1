namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>The variables of a GitHub Actions job that the gate uses.</summary>
/// <param name="environment">The process's environment.</param>
internal sealed class GitHubJob(IReadOnlyDictionary<string, string> environment)
{
    private static readonly Uri PublicApi = new("https://api.github.com/");

    /// <summary>True inside a job of GitHub Actions.</summary>
    public bool IsPresent => Variable("GITHUB_ACTIONS") == "true";

    /// <summary>File that takes outputs; null outside a step.</summary>
    public string? OutputFile => Variable("GITHUB_OUTPUT");

    /// <summary>File that takes the step summary; null on servers without it.</summary>
    public string? SummaryFile => Variable("GITHUB_STEP_SUMMARY");

    /// <summary>The job's temporary folder; null outside a job.</summary>
    public string? TemporaryFolder => Variable("RUNNER_TEMP");

    /// <summary><c>owner/name</c>.</summary>
    public string? Repository => Variable("GITHUB_REPOSITORY");

    /// <summary>Commit that the job checks.</summary>
    public string? CommitSha => Variable("GITHUB_SHA");

    /// <summary>Ref that the job checks, <c>refs/heads/main</c>, <c>refs/pull/1/merge</c>.</summary>
    public string? Ref => Variable("GITHUB_REF");

    /// <summary>A token that the workflow put into the environment itself.</summary>
    public string? Token => Variable("GITHUB_TOKEN");

    /// <summary>Identifier of the step within its job, safe as part of a file name.</summary>
    public string StepId => string.Concat((Variable("GITHUB_ACTION") ?? "step").Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    /// <summary>
    /// Base of the REST API with a slash at its end: GitHub's own, a GitHub Enterprise Server, or a data-residency host.
    /// </summary>
    public Uri Api => Uri.TryCreate(Variable("GITHUB_API_URL")?.TrimEnd('/') + "/", UriKind.Absolute, out var api) && api.Scheme is "https" or "http"
        ? api
        : PublicApi;

    /// <summary>The inputs of the action, by name. An input that was not given is empty.</summary>
    public IEnumerable<KeyValuePair<string, string>> Inputs =>
        from variable in environment
        where variable.Key.StartsWith("INPUT_", StringComparison.Ordinal)
        select KeyValuePair.Create(variable.Key["INPUT_".Length..].ToLowerInvariant(), variable.Value);

    private string? Variable(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
