using SecretGate.Reporting;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner;

/// <summary>Gates the images of the settings.</summary>
internal delegate Task<GateReport> GateRun(ScanSettings settings, CancellationToken cancellationToken);
