using SecretGate.Runner.Output;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Hosts;

/// <summary>A terminal or a CI that the program does not know: nothing beside the reports.</summary>
internal sealed class NoCiHost : ICiHost
{
    /// <inheritdoc/>
    public SettingsSource Inputs => SettingsSource.None;

    /// <inheritdoc/>
    public void Accept(SettingsReader settings)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutputTarget> ExtraOutputs(IReadOnlyList<OutputTarget> asked) => [];

    /// <inheritdoc/>
    public Task<ExitCode> FinishAsync(RunOutcome outcome, CancellationToken cancellationToken) => Task.FromResult(ExitCode.Open);
}
