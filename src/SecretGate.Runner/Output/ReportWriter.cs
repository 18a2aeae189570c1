using Microsoft.Extensions.Logging;
using SecretGate.Reporting;

namespace SecretGate.Runner.Output;

/// <summary>Writes reports where the user wants them: whole or not at all.</summary>
internal sealed class ReportWriter(StandardStreams streams, ILogger<ReportWriter> log)
{
    private const string Console = "console";

    /// <summary>Writes one report that was asked for.</summary>
    /// <exception cref="GateException">It cannot be written (exit code 4).</exception>
    public void Write(OutputTarget target, GateReport report, ReportOptions options)
    {
        if (target.IsStandardOutput)
        {
            streams.WriteOutput(stream => ReportFormats.Write(target.Format, report, stream, Coloured(options)));
            return;
        }

        try
        {
            AtomicFile.Write(target.Path, stream => ReportFormats.Write(target.Format, report, stream, options));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException(ExitCode.Undelivered, $"The {target.Format} report was not written to {target.Path}: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Writes the console report that nobody has to ask for: to standard output, or to standard error when a report has that.</summary>
    public void WriteConsole(GateReport report, ReportOptions options, IReadOnlyList<OutputTarget> asked)
    {
        if (asked.Any(target => target is { Format: Console, IsStandardOutput: true }))
        {
            return;
        }

        if (asked.Any(target => target.IsStandardOutput))
        {
            ReportFormats.Write(Console, report, streams.ErrorStream, options);
            return;
        }

        try
        {
            streams.WriteOutput(stream => ReportFormats.Write(Console, report, stream, Coloured(options)));
        }
        catch (GateException full)
        {
            // Nobody asked for it by name, so the verdict stands.
            log.NoConsole(full.Message);
        }
    }

    private ReportOptions Coloured(ReportOptions options) => options with { UsesColour = streams.OutputHasColour };
}
