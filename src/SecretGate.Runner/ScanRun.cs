using Microsoft.Extensions.Logging;
using SecretGate.Policy;
using SecretGate.Reporting;
using SecretGate.Runner.Hosts;
using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner;

/// <summary>One run of the gate: settings, images, reports, CI, exit code.</summary>
internal sealed class ScanRun(SettingsReader reader, ICiHost ci, GateRun gate, ReportWriter reports, StandardStreams streams, ILogger<ScanRun> log)
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
        try
        {
            settings = ScanSettings.Read(reader, Reports.Formats);
            ci.Accept(reader);
            var report = await EndSoonAfter(Task.Run(() => gate(settings, cancellationToken), CancellationToken.None), cancellationToken);
            return Deliver(report, ExitCodes.Of(report.Verdict), null, settings);
        }
        catch (Exception failure)
        {
            var code = new Failure(streams.Error, reader.Text(Keys.Debug) == "true").Tell(failure);
            var problem = Failure.Explain(failure).Message;
            return Deliver(EndedEarly(problem), code, problem, settings);
        }
    }

    private RunOutcome Deliver(GateReport report, ExitCode code, string? problem, ScanSettings? settings)
    {
        if (settings is null)
        {
            return new RunOutcome(report, code, problem, []);
        }

        var written = new List<OutputTarget>();
        var isUndelivered = false;
        foreach (var target in settings.Outputs)
        {
            isUndelivered |= !TryWrite(target, report, written);
        }

        foreach (var target in ci.ExtraOutputs(settings.Outputs))
        {
            TryWrite(target, report, written);
        }

        if (problem is null && !settings.IsQuiet)
        {
            reports.WriteConsole(report, settings.Outputs);
        }

        return new RunOutcome(report, ExitCodes.Worst(code, isUndelivered ? ExitCode.Undelivered : ExitCode.Open), problem, written);
    }

    private bool TryWrite(OutputTarget target, GateReport report, List<OutputTarget> written)
    {
        try
        {
            reports.Write(target, report);
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

    private static GateReport EndedEarly(string problem) => new()
    {
        ToolVersion = ToolVersion.Text,
        PolicyName = "none",
        PolicySource = "the run ended before it",
        Threshold = "none",
        IsReportOnly = false,
        Verdict = Verdict.Incomplete,
        Images = [],
        Remarks = [problem],
        Rules = new Dictionary<string, RuleText>(),
    };
}
