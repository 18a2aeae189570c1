using SecretGate.Attribution;
using SecretGate.Decoding;
using SecretGate.Detection;
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
        StrictInflate.Probe();
        _options = options;
        _rules = options.Policy.CompileRules();
    }

    /// <summary>Reads the images, finds, attributes, judges.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<GateReport> RunAsync(IReadOnlyList<ImageLocator> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var deadline = new CancellationTokenSource(_options.Policy.Limits.Deadline, _options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var judge = new Judge(_options.Policy, _options.Baseline, DateOnly.FromDateTime(_options.Clock.GetUtcNow().UtcDateTime));
        var ground = await ReadBaseAsync(both.Token).ConfigureAwait(false);
        var reports = new List<ImageReport>();
        foreach (var locator in images)
        {
            var source = await ReadAsync(locator, both.Token, cancellationToken).ConfigureAwait(false);
            reports.AddRange(source.Images().Select(image => Report(image, ground, judge)));
        }

        return Report(reports, judge, ground);
    }
