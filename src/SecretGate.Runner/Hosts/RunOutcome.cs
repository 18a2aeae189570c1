using SecretGate.Reporting;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Hosts;

/// <summary>How a run went, for the CI to show.</summary>
/// <param name="Report">The report; of a run that ended early, one that says so.</param>
/// <param name="Code">Exit code so far, before the CI's own deliveries.</param>
/// <param name="Problem">Why the run ended early; null when it did not.</param>
/// <param name="Written">Reports that were written.</param>
internal sealed record RunOutcome(GateReport Report, ExitCode Code, string? Problem, IReadOnlyList<OutputTarget> Written);
