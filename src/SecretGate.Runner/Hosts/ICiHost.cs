using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Hosts;

/// <summary>The CI system around the run: where settings come from beside the command line, and where results go beside the reports.</summary>
internal interface ICiHost
{
    /// <summary>Settings that the CI hands in, paths as this process sees them.</summary>
    SettingsSource Inputs { get; }

    /// <summary>Reads the settings that concern the CI itself.</summary>
    /// <exception cref="GateException">A value is wrong (exit code 2).</exception>
    void Accept(SettingsReader settings);

    /// <summary>Reports that the CI's own features need beside those that the user asked for. One that cannot be written is told, no more.</summary>
    IReadOnlyList<OutputTarget> ExtraOutputs(IReadOnlyList<OutputTarget> asked);

    /// <summary>Shows the outcome: outputs, summary, annotations, upload. Called once, on every exit; never changes a verdict.</summary>
    /// <returns>The exit code that a failed delivery asks for; <see cref="ExitCode.Open"/> otherwise.</returns>
    Task<ExitCode> FinishAsync(RunOutcome outcome, CancellationToken cancellationToken);
}
