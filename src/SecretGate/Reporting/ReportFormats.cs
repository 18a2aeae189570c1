using SecretGate.Reporting.Sarif;

namespace SecretGate.Reporting;

/// <summary>The table of report formats.</summary>
public static class ReportFormats
{
    private static readonly IReportFormat[] Table =
    [
        new ConsoleFormat(),
        new JsonFormat(),
        new SarifFormat(),
        new MarkdownFormat(),
        new HtmlFormat(),
        new JUnitFormat(),
    ];

    /// <summary>Names of the formats, as the command line takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(format => format.Name)];

    /// <summary>Writes a report: UTF-8 without BOM, lines ended by LF. The caller owns the stream.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="options">What the caller wishes; null for <see cref="ReportOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static void Write(string format, GateReport report, Stream output, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var writer = Array.Find(Table, candidate => candidate.Name == format)
            ?? throw new ArgumentException($"There is no report format \"{format}\".", nameof(format));
        writer.Write(report, options ?? ReportOptions.Default, output);
    }
}
