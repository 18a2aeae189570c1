using SecretGate.Policy;
using SecretGate.Reporting;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Hosts;

/// <summary>How a run went, for the CI to show.</summary>
internal sealed record RunOutcome
{
    /// <summary>The report; of a run that ended early, one that says so.</summary>
    public required GateReport Report { get; init; }

    /// <summary>Exit code so far, before the CI's own deliveries.</summary>
    public required ExitCode Code { get; init; }

    /// <summary>Why the run ended early; null when it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>Reports that were written.</summary>
    public IReadOnlyList<OutputTarget> Written { get; init; } = [];

    /// <summary>How reports are written.</summary>
    public ReportOptions Options { get; init; } = ReportOptions.Default;

    /// <summary>Whether the report goes to code scanning.</summary>
    public UploadMode Upload { get; init; }
}
