using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using SecretGate.Detection;
using SecretGate.Policy;
using SecretGate.Reporting;
using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>A job of GitHub Actions: inputs of the action, outputs, step summary, annotations, code scanning.</summary>
internal sealed class GitHubHost : ICiHost
{
    private const string Sarif = "sarif";
    private const string Json = "json";
    private const string Markdown = "markdown";

    // Keys whose values are images or paths: the host's folders in them are translated.
    private static readonly string[] Located =
        [Keys.Image, Keys.Archive, Keys.Policy, Keys.Output, Keys.Base, Keys.Dockerfile, Keys.Baseline, Keys.Cache, Keys.Ca, Keys.SarifFile];

    private readonly GitHubJob _job;
    private readonly RunnerPaths _paths;
    private readonly StandardStreams _streams;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private GitHubSettings _settings = GitHubSettings.Default;

    /// <summary>Creates the host of a job.</summary>
    public GitHubHost(GitHubJob job, StandardStreams streams, TimeProvider time, ILogger log)
    {
        _job = job;
        _streams = streams;
        _time = time;
        _log = log;
        var inputs = job.Inputs.ToDictionary(StringComparer.Ordinal);
        _paths = inputs.Remove(RunnerPaths.Input, out var folders) ? RunnerPaths.Parse(folders) : RunnerPaths.None;
        Inputs = new SettingsSource(key => $"input '{key}'", inputs.Select(Translate));
    }

    /// <inheritdoc/>
    public SettingsSource Inputs { get; }

    /// <inheritdoc/>
    public void Accept(SettingsReader settings) => _settings = GitHubSettings.Read(settings, _job);

    /// <inheritdoc/>
    public IReadOnlyList<OutputTarget> ExtraOutputs(IReadOnlyList<OutputTarget> asked)
    {
        if (_job.TemporaryFolder is not { } folder)
        {
            return [];
        }

        // Not in the checkout: files of the container's root user would stay in it, and later steps could not remove them.
        var sarif = Inputs.TryGet(Keys.SarifFile, out var named) ? named! : Path.Combine(folder, $"secretgate-{_job.StepId}.sarif");
        OutputTarget[] extra = [new(Sarif, sarif), new(Json, Path.Combine(folder, $"secretgate-{_job.StepId}.json"))];
        return [.. extra.Where(target => !asked.Any(other => other.Format == target.Format && !other.IsStandardOutput))];
    }

    /// <inheritdoc/>
    public async Task<ExitCode> FinishAsync(RunOutcome outcome, CancellationToken cancellationToken)
    {
        var upload = await UploadAsync(outcome, cancellationToken);
        if (upload.Status is not UploadStatus.Uploaded)
        {
            _log.NotUploaded(upload.Word, upload.Sentence);
        }

        if (_settings.HasAnnotations)
        {
            Annotations.Write(outcome, _streams.Error);
        }

        if (_settings.HasSummary)
        {
            TryAppend("step summary", _job.SummaryFile, file => FileCommand.AppendSummary(file, Summary(outcome, upload)));
        }

        TryAppend("outputs", _job.OutputFile, file => FileCommand.AppendOutputs(file, Outputs(outcome, upload)));
        return outcome.Upload is UploadMode.Required && upload.Status is UploadStatus.Failed or UploadStatus.Skipped
            ? ExitCode.Undelivered
            : ExitCode.Open;
    }

    private async Task<UploadResult> UploadAsync(RunOutcome outcome, CancellationToken cancellationToken)
    {
        var skipped = outcome switch
        {
            _ when outcome.Upload is UploadMode.Never => "'upload' is never.",
            _ when _settings.Token is null => "There is no token: set 'github-token'.",
            { Report.Images: [] } => "No image was read, so there is nothing to upload.",
            _ when cancellationToken.IsCancellationRequested => "The run was interrupted.",
            _ => null,
        };
        if (skipped is not null)
        {
            return new UploadResult(UploadStatus.Skipped, skipped);
        }

        using var sarif = new MemoryStream();
        ReportFormats.Write(Sarif, outcome.Report, sarif, outcome.Options);
        using var codeScanning = new CodeScanning(_job.Api, _settings.Token!, ToolVersion.Text, _time); // a missing token was answered above
        try
        {
            return await codeScanning.UploadAsync(_job, sarif.ToArray(), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new UploadResult(UploadStatus.Failed, "The run was interrupted during the upload.");
        }
    }

    private static string Summary(RunOutcome outcome, UploadResult upload)
    {
        using var markdown = new MemoryStream();
        ReportFormats.Write(Markdown, outcome.Report, markdown, outcome.Options);
        return $"{Encoding.UTF8.GetString(markdown.ToArray())}\nCode scanning: {upload.Word}.\n";
    }

    private IEnumerable<(string Name, string Value)> Outputs(RunOutcome outcome, UploadResult upload)
    {
        var findings = outcome.Report.Images.SelectMany(image => image.Findings).Where(finding => !finding.IsAccepted).ToList();
        string Count(Func<JudgedFinding, bool> predicate) => findings.Count(predicate).ToString(CultureInfo.InvariantCulture);
        string FileOf(string format) => outcome.Written.FirstOrDefault(target => target.Format == format && !target.IsStandardOutput) is { } target
            ? _paths.ToHost(Path.GetFullPath(target.Path))
            : "";
        string Each(Func<ImageReport, string?> value) => string.Join('\n', outcome.Report.Images.Select(value).OfType<string>().Distinct());

        yield return ("verdict", outcome.Report.Verdict.ToString().ToLowerInvariant());
        yield return ("findings", Count(_ => true));
        yield return ("critical", Count(finding => finding.Finding.Severity is Severity.Critical));
        yield return ("high", Count(finding => finding.Finding.Severity is Severity.High));
        yield return ("sarif", FileOf(Sarif));
        yield return ("report", FileOf(Json));
        yield return ("image-id", Each(image => image.ImageId));
        yield return ("digest", Each(image => image.Digest));
        yield return ("upload-status", upload.Word);
    }

    private void TryAppend(string what, string? file, Action<string> append)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            append(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _log.NotHandedOver(what, failure.Message);
        }
    }

    private KeyValuePair<string, string> Translate(KeyValuePair<string, string> input) => Located.Contains(input.Key)
        ? KeyValuePair.Create(input.Key, string.Join('\n', input.Value.Split('\n').Select(line => _paths.ToContainer(line.Trim()))))
        : input;
}
