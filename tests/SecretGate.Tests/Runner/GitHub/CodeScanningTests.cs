using Microsoft.AspNetCore.Http;
using SecretGate.Runner.Hosts.GitHub;

namespace SecretGate.Tests.Runner.GitHub;

public sealed class CodeScanningTests : IAsyncLifetime
{
    private const string Token = "token-of-the-job";
    private FakeGitHub _gitHub = null!;

    public async ValueTask InitializeAsync() => _gitHub = await FakeGitHub.StartAsync();

    public ValueTask DisposeAsync() => _gitHub.DisposeAsync();

    [Fact]
    public async Task A_report_is_uploaded_with_commit_and_ref_and_waited_for()
    {
        _gitHub.Statuses.Clear();
        _gitHub.Statuses.Enqueue(new { processing_status = "pending" });
        _gitHub.Statuses.Enqueue(new { processing_status = "complete", errors = (string[]?)null });

        var result = await UploadAsync("""{"version":"2.1.0"}""");

        result.Status.ShouldBe(UploadStatus.Uploaded);
        var upload = _gitHub.Uploads.ShouldHaveSingleItem();
        upload.GetProperty("commit_sha").GetString().ShouldBe(new string('a', 40));
        upload.GetProperty("ref").GetString().ShouldBe("refs/pull/7/merge");
        FakeGitHub.SarifOf(upload).ShouldBe("""{"version":"2.1.0"}""");
        upload.EnumerateObject().Select(property => property.Name)
            .ShouldBeSubsetOf(["commit_sha", "ref", "sarif", "checkout_uri", "started_at", "tool_name", "validate"]);
        _gitHub.Authorizations.ShouldAllBe(header => header.EndsWith(" " + Token));
    }

    [Theory]
    [InlineData(401, "Bad credentials", "GitHub refused the token (401)")]
    [InlineData(403, "Resource not accessible by integration", "security-events: write")]
    [InlineData(403, "Code Security must be enabled for this repository to use code scanning.", "is not enabled for this repository")]
    [InlineData(403, "Repository was archived so is read-only.", "archived")]
    [InlineData(403, "You have exceeded a secondary rate limit", "fewer requests")]
    [InlineData(404, "no default branch found", "does not know this repository")]
    [InlineData(400, "sarif is not base64", "could not read the report (400")]
    [InlineData(413, "The sarif field is too large", "too large")]
    [InlineData(422, "commit not found", "does not accept this commit")]
    public async Task Each_refusal_has_a_sentence_of_its_own(int status, string says, string sentence)
    {
        _gitHub.OnUpload = (context, _) => AnswerAsync(context, status, says);

        var result = await UploadAsync();

        result.Status.ShouldBe(UploadStatus.Failed);
        result.Sentence.ShouldContain(sentence);
        result.Sentence.ShouldNotContain(Token);
        _gitHub.UploadTries.ShouldBe(1);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    public async Task A_server_that_stumbles_is_asked_again(int status)
    {
        _gitHub.OnUpload = (context, tries) =>
        {
            context.Response.Headers.RetryAfter = "0";
            return tries == 1 ? AnswerAsync(context, status, "again") : Task.CompletedTask;
        };

        (await UploadAsync()).Status.ShouldBe(UploadStatus.Uploaded);

        _gitHub.UploadTries.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_of_an_hour_is_an_answer_and_not_a_pause()
    {
        _gitHub.OnUpload = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return AnswerAsync(context, 429, "slow down");
        };

        var result = await UploadAsync();

        result.Status.ShouldBe(UploadStatus.Failed);
        result.Sentence.ShouldContain("fewer requests");
        _gitHub.UploadTries.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_in_place_of_JSON_is_told_as_such()
    {
        _gitHub.OnUpload = async (context, _) =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>Log in</html>");
        };

        var result = await UploadAsync();

        result.Status.ShouldBe(UploadStatus.Failed);
        result.Sentence.ShouldContain("no JSON");
    }

    [Fact]
    public async Task A_report_that_GitHub_cannot_process_is_a_failure_with_its_reason()
    {
        _gitHub.Statuses.Clear();
        _gitHub.Statuses.Enqueue(new { processing_status = "failed", errors = (List<string>)["more results per run than allowed"] });

        var result = await UploadAsync();

        result.Status.ShouldBe(UploadStatus.Failed);
        result.Sentence.ShouldContain("more results per run than allowed");
    }

    [Fact]
    public async Task A_job_without_a_commit_uploads_nothing()
    {
        using var codeScanning = new CodeScanning(_gitHub.Api, Token, "1.0", TimeProvider.System);

        var result = await codeScanning.UploadAsync(
            new GitHubJob(new Dictionary<string, string> { ["GITHUB_REPOSITORY"] = "octo/app" }), [], TestContext.Current.CancellationToken);

        result.Status.ShouldBe(UploadStatus.Skipped);
        _gitHub.UploadTries.ShouldBe(0);
    }

    private static async Task AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { message, documentation_url = "https://docs.github.com/rest" });
    }

    private async Task<UploadResult> UploadAsync(string sarif = "{}")
    {
        var job = new GitHubJob(new Dictionary<string, string>
        {
            ["GITHUB_REPOSITORY"] = "octo/app", ["GITHUB_SHA"] = new string('a', 40), ["GITHUB_REF"] = "refs/pull/7/merge",
        });
        using var codeScanning = new CodeScanning(_gitHub.Api, Token, "1.0", TimeProvider.System);
        return await codeScanning.UploadAsync(job, System.Text.Encoding.UTF8.GetBytes(sarif), TestContext.Current.CancellationToken);
    }
}
