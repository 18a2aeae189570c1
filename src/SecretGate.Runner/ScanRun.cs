using Microsoft.Extensions.Logging;
using SecretGate.Policy;
using SecretGate.Reporting;
using SecretGate.Runner.Hosts;
using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner;

/// <summary>One run of the gate: settings, policy, images, reports, CI, exit code.</summary>
internal sealed class ScanRun(SettingsReader reader, ICiHost ci, GateRun gate, ReportWriter reports, Failure failures, ILogger<ScanRun> log)
{
    // The process must be gone two seconds after a signal; what is left of them goes to the CI's own files.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Runs, and tells everybody. Every exit passes here, so that the CI's outputs are always written.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = await GateAsync(cancellationToken);
        var delivery = await ci.FinishAsync(outcome, cancellationToken);
        return ExitCodes.Worst(outcome.Code, delivery);
    }

    private async Task<RunOutcome> GateAsync(CancellationToken cancellationToken)
    {
        ScanSettings? settings = null;
        GatePolicy? policy = null;
        try
        {
            settings = ScanSettings.Read(reader);
            ci.Accept(reader);
            policy = GateRun.PolicyOf(settings);
            foreach (var image in settings.Images)
            {
                log.Gating(image, policy.Name, policy.Source);
            }

            var report = await EndSoonAfter(Task.Run(() => gate.RunAsync(settings, policy, cancellationToken), CancellationToken.None), cancellationToken);
            return Deliver(settings, new RunOutcome { Report = report, Code = ExitCodes.Of(report.Verdict), Upload = policy.Upload });
        }
        catch (Exception failure)
        {
            var (code, problem, _) = failures.Tell(failure);
            var outcome = new RunOutcome { Report = EndedEarly(policy, problem), Code = code, Problem = problem, Upload = policy?.Upload ?? UploadMode.Auto };
            return settings is null ? outcome : Deliver(settings, outcome);
        }
    }

    private RunOutcome Deliver(ScanSettings settings, RunOutcome outcome)
    {
        var options = new ReportOptions { Category = settings.Category };
        outcome = outcome with { Options = options };
        var written = new List<OutputTarget>();
        var isUndelivered = false;
        foreach (var target in settings.Outputs)
        {
            isUndelivered |= !TryWrite(target, outcome, written);
        }

        foreach (var target in ci.ExtraOutputs(settings.Outputs))
        {
            TryWrite(target, outcome, written);
        }

        if (outcome.Problem is null && !settings.IsQuiet)
        {
            reports.WriteConsole(outcome.Report, options, settings.Outputs);
        }

        return outcome with { Written = written, Code = ExitCodes.Worst(outcome.Code, isUndelivered ? ExitCode.Undelivered : ExitCode.Open) };
    }

    private bool TryWrite(OutputTarget target, RunOutcome outcome, List<OutputTarget> written)
    {
        try
        {
            reports.Write(target, outcome.Report, outcome.Options);
            written.Add(target);
            return true;
        }
        catch (GateException undelivered)
        {
            log.Undelivered(undelivered.Message);
            return false;
        }
    }

    private static async Task<T> EndSoonAfter<T>(Task<T> work, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource();
        await using var registration = cancellationToken.Register(() => patience.CancelAfter(Patience));
        return await work.WaitAsync(patience.Token);
    }

    private static GateReport EndedEarly(GatePolicy? policy, string problem) => new()
    {
        ToolVersion = ToolVersion.Text,
        PolicyName = policy?.Name ?? "none",
        PolicySource = policy?.Source ?? "the run ended before a policy was read",
        Threshold = "none",
        IsReportOnly = policy?.IsReportOnly ?? false,
        Verdict = Verdict.Incomplete,
        Images = [],
        Remarks = [problem],
        Rules = new Dictionary<string, RuleText>(),
    };
}
