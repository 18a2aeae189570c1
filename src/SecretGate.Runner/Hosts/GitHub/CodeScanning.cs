using System.Net;
using Octokit;
using Octokit.Internal;
using SecretGate.Reporting;
using SecretGate.Runner.Http;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>
/// Uploads SARIF to code scanning. Octokit has no client for it, so the requests go through its connection
/// (https://docs.github.com/rest/code-scanning/code-scanning, API version 2022-11-28).
/// </summary>
internal sealed class CodeScanning : IDisposable
{
    private const string Accepts = "application/vnd.github+json";
    private const string Json = "application/json";

    // Fast at first, since small files are processed at once; two minutes in all.
    private static readonly TimeSpan[] Waits = [.. new[] { 0.25, 0.5, 1, 2, 4, 8, 15, 30, 30, 30 }.Select(TimeSpan.FromSeconds)];

    private readonly DelegatingHandler _handler;
    private readonly Connection _connection;
    private readonly TimeProvider _time;

    /// <summary>Creates a client.</summary>
    /// <param name="api">Base of the REST API, with a slash at its end.</param>
    /// <param name="token">Token of the job; sent to that host only, in a header.</param>
    /// <param name="version">Version of this program, for the User-Agent.</param>
    /// <param name="time">Clock of waits.</param>
    public CodeScanning(Uri api, string token, string version, TimeProvider time)
    {
        _time = time;
        _handler = ResilientHandler.Create(time);
        _connection = new Connection(
            new ProductHeaderValue("SecretGate", version),
            api,
            new InMemoryCredentialStore(new Credentials(token)),
            new HttpClientAdapter(() => _handler),
            new SimpleJsonSerializer());
    }

    /// <summary>Uploads and waits until GitHub has processed the file. A failure is a result, never an exception.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<UploadResult> UploadAsync(GitHubJob job, byte[] sarif, CancellationToken cancellationToken)
    {
        if (job is not { Repository: { } repository, CommitSha: { } commit, Ref: { } reference })
        {
            return new UploadResult(UploadStatus.Skipped, "GITHUB_REPOSITORY, GITHUB_SHA or GITHUB_REF is not set, so there is nothing to attach alerts to.");
        }

        var packed = SarifUpload.Compress(sarif);
        if (packed.Length > SarifUpload.MaxBytes)
        {
            return new UploadResult(UploadStatus.Failed, $"The SARIF file has {packed.Length} bytes when compressed; code scanning takes {SarifUpload.MaxBytes}.");
        }

        try
        {
            var body = new Dictionary<string, object>
            {
                ["commit_sha"] = commit,
                ["ref"] = reference,
                ["sarif"] = Convert.ToBase64String(packed),
                ["tool_name"] = "SecretGate",
            };
            var sarifs = new Uri($"repos/{repository}/code-scanning/sarifs", UriKind.Relative);
            var accepted = await _connection.Post<Receipt>(sarifs, body, Accepts, Json, parameters: null, cancellationToken).ConfigureAwait(false);
            return accepted.Body?.Id is { Length: > 0 } id
                ? await WaitAsync(new Uri($"{sarifs}/{Uri.EscapeDataString(id)}", UriKind.Relative), cancellationToken).ConfigureAwait(false)
                : UploadFailure.NoJson(accepted.HttpResponse.StatusCode);
        }
        catch (Exception failure) when (UploadFailure.Explain(failure, cancellationToken) is { } result)
        {
            return result;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handler.Dispose();

    private async Task<UploadResult> WaitAsync(Uri status, CancellationToken cancellationToken)
    {
        foreach (var wait in Waits)
        {
            await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            var answer = await _connection.Get<Processing>(status, parameters: null, Accepts, cancellationToken).ConfigureAwait(false);
            switch (answer.Body?.ProcessingStatus)
            {
                case "complete":
                    return new UploadResult(UploadStatus.Uploaded, "Code scanning has the report.");
                case "failed":
                    var errors = string.Join(" ", answer.Body.Errors ?? []);
                    return new UploadResult(UploadStatus.Failed, $"Code scanning took the report but could not process it: {UploadFailure.Shorten(errors)}");
                case null when answer.HttpResponse.StatusCode == HttpStatusCode.OK:
                    return UploadFailure.NoJson(answer.HttpResponse.StatusCode);
            }
        }

        return new UploadResult(UploadStatus.Pending, "Code scanning has the report and is still processing it; alerts will appear later.");
    }

    // Read by Octokit's serializer: Id from "id", ProcessingStatus from "processing_status".
    private sealed class Receipt
    {
        public string? Id { get; set; }
    }

    private sealed class Processing
    {
        public string? ProcessingStatus { get; set; }

        public List<string>? Errors { get; set; }
    }
}
