using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;
using SecretGate.Runner.Engines;
using SecretGate.Runner.Output;
using SecretGate.Runner.Registries;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner;

/// <summary>Composes the library's gate from settings and hands it what it may reach out with.</summary>
internal sealed class GateRun(EngineEndpoints engines, RegistryHandles registries, StandardStreams streams)
{
    /// <summary>The policy of the settings: flag over environment over file over built-in.</summary>
    /// <exception cref="GateException">It cannot be read, or says what is not understood (exit code 2).</exception>
    public static GatePolicy PolicyOf(ScanSettings settings) =>
        PolicyFile.Load(settings.Policy, Directory.GetCurrentDirectory())
            .With(new PolicyOverrides { FailOn = settings.FailOn, IsReportOnly = settings.IsReportOnly, Upload = settings.Upload });

    /// <summary>Gates the images.</summary>
    /// <exception cref="GateException">The run cannot be made.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<GateReport> RunAsync(ScanSettings settings, GatePolicy policy, CancellationToken cancellationToken)
    {
        var clock = settings.Date is { } day ? new DatedClock(day) : TimeProvider.System;
        using var connections = RegistryConnections.Trusting(settings.CertificateAuthorities);
        var gate = new Gate(new GateOptions
        {
            Policy = policy,
            Baseline = settings.Baseline is { } baseline ? ReadBaseline(baseline) : null,
            Base = settings.Base is { } ground ? ImageLocator.Parse(ground) : null,
            Platform = settings.Platform,
            Access = new ImageAccess
            {
                Engine = engines.Find(),
                StandardInput = streams.OpenInput,
                Registries = registries.Access(connections, settings.PlainHttpHosts),
                Clock = clock,
            },
            Clock = clock,
            Parallelism = Environment.ProcessorCount,
            ToolVersion = ToolVersion.Text,
        });
        return await gate.RunAsync([.. settings.Images.Select(ImageLocator.Parse)], cancellationToken);
    }

    private static Baseline ReadBaseline(string file)
    {
        try
        {
            return Baseline.Read(File.ReadAllBytes(file), file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException(ExitCode.Usage, $"The baseline {file} cannot be read: {failure.Message}", inner: failure);
        }
    }
}
