using System.Net;
using Octokit;
using Polly.Timeout;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>Each way an upload fails, in a sentence of its own: what happened, and what its reader can do.</summary>
internal static class UploadFailure
{
    private const int ServerWords = 300;

    /// <summary>The failure as a result; null for what is no failure of an upload (cancellation, a programmer's error).</summary>
    public static UploadResult? Explain(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        ApiException api => Failed(Explain(api)),
        HttpRequestException => Failed("GitHub's API could not be reached, after several tries."),
        TimeoutRejectedException or TaskCanceledException => Failed("GitHub's API did not answer in time, after several tries."),
        _ => null,
    };

    /// <summary>An answer that is no JSON: a proxy's page, most often.</summary>
    public static UploadResult NoJson(HttpStatusCode status) => Failed(
        $"The server answered {(int)status} with something that is no JSON: a proxy or a login page stands between this job and GITHUB_API_URL.");

    /// <summary>A server's words, cut to what a log line can bear.</summary>
    public static string Shorten(string words) => words.Length <= ServerWords ? words : words[..ServerWords] + "…";

    private static UploadResult Failed(string sentence) => new(UploadStatus.Failed, sentence);

    private static string Explain(ApiException api)
    {
        var words = Shorten(api.Message ?? "");
        bool Says(string text) => words.Contains(text, StringComparison.OrdinalIgnoreCase);
        return (int)api.StatusCode switch
        {
            401 => "GitHub refused the token (401): it is wrong or has expired.",
            403 when Says("not accessible by integration") =>
                "The job's token may not upload (403). Give the job 'permissions: security-events: write'; a pull request from a fork never "
                + "gets it, there the annotations and the summary stand in.",
            403 when Says("Code Security") || Says("Advanced Security") || Says("code scanning") =>
                $"Code scanning is not enabled for this repository (403: {words}). Private repositories need GitHub Code Security; "
                + "'upload: never' ends this message.",
            403 when Says("archived") => "The repository is archived (403), so it takes no alerts.",
            403 when api is RateLimitExceededException or SecondaryRateLimitExceededException or AbuseException => TooMany(api),
            403 => $"GitHub refused the upload (403: {words}).",
            404 => "GitHub does not know this repository, its default branch, or code scanning for it (404); the token may also lack access.",
            400 => $"GitHub could not read the report (400: {words}). This is a fault of SecretGate: please report it.",
            413 => "The report is too large for code scanning (413); the SARIF file holds all of it.",
            422 => $"GitHub does not accept this commit or ref for alerts (422: {words}).",
            429 => TooMany(api),
            >= 500 => $"GitHub has a problem of its own ({(int)api.StatusCode}), after several tries.",
            var status => $"GitHub answered {status}: {words}",
        };
    }

    private static string TooMany(ApiException api) =>
        $"GitHub asks for fewer requests ({(int)api.StatusCode}), after several tries; the next run will upload again.";
}
