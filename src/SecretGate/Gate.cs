using SecretGate.Attribution;
using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate;

/// <summary>The whole run: images in, report out.</summary>
public sealed class Gate
{
    private readonly GateOptions _options;
    private readonly RuleSet _rules;

    /// <summary>Creates a gate; compiles the rules of the policy.</summary>
    /// <exception cref="GateException">A custom rule is wrong (exit code 2), or the runtime would accept cut streams (exit code 5).</exception>
    public Gate(GateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StrictInflate.Require();
        _options = options;
        _rules = RuleSet.Of(options.Policy.Rules);
    }

    /// <summary>Reads the images, finds, attributes, judges.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<GateReport> RunAsync(IReadOnlyList<ImageLocator> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var deadline = new CancellationTokenSource(_options.Policy.Limits.Deadline, _options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var bases = new BaseReader(_rules, _options.Base, _options.Access, _options.Policy.Limits);
        var passphraseBudget = new KdfBudget(_options.Policy.Limits.KdfIterations);
        var remarks = new List<string>();
        var read = new List<(ScannedImage Image, ImageEvidence Evidence)>();
        foreach (var locator in images)
        {
            var source = await ReadAsync(locator, passphraseBudget, either.Token, cancellationToken).ConfigureAwait(false);
            foreach (var image in source.Images())
            {
                var ground = await bases.FindAsync(image.Platforms, remarks, either.Token).ConfigureAwait(false);
                read.Add((image, Evidence(image, ground)));
            }
        }

        var today = DateOnly.FromDateTime(_options.Clock.GetUtcNow().UtcDateTime);
        var judgement = new Judge(_options.Policy, _rules.Rules, _options.Baseline, today).Run([.. read.Select(image => image.Evidence)]);
        return new ReportBuilder(_options, _rules).Build(judgement, [.. read.Select(image => image.Image)], remarks);
    }

    // A source that cannot be read is an image of which nothing can be said: the others are still gated, and the run ends with 3.
    private async Task<ScannedSource> ReadAsync(ImageLocator locator, KdfBudget passphraseBudget, CancellationToken cancellationToken, CancellationToken caller)
    {
        var limits = _options.Policy.Limits;
        using var passphrases = new PassphraseCandidates();
        using var scan = new ImageScan(_rules, limits, _options.Parallelism, passphrases);
        ImageSet set;
        try
        {
            var source = ImageSources.Open(locator, _options.Platform, _options.Access, limits);
            await using var _ = source.ConfigureAwait(false);
            set = await source.ReadAsync(scan, cancellationToken).ConfigureAwait(false);
        }
        catch (GateException failure) when (failure.ExitCode == ExitCode.Incomplete)
        {
            set = Nothing(UnreadReason.NoImage, locator, $"{failure.Message} {failure.Help}".TrimEnd());
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            set = Nothing(UnreadReason.Limit, locator, $"deadline-seconds ({limits.Deadline.TotalSeconds:0}) was reached before the image was read.");
        }

        var read = new ScannedSource(locator.Text, set, scan.Facts, scan.Read(set.Documents));
        return ContainerOpening.Apply(read, passphrases, passphraseBudget);
    }

    private ImageEvidence Evidence(ScannedImage image, BaseImage? ground)
    {
        var findings = image.Findings(_options.Policy.Limits);
        return new ImageEvidence(
            image.Names(),
            ground is null ? findings : [.. findings.Select(finding => ground.Attribute(finding, image.Platforms))],
            image.Coverage());
    }

    private static ImageSet Nothing(string reason, ImageLocator locator, string message) =>
        new([], [], [new ImageProblem(reason, locator.Text, message)]);
}
