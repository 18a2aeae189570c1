namespace SecretGate.Reporting;

/// <summary>Writes a report in one output language. The same report gives the same bytes; every text of the image is made inert here.</summary>
internal interface IReportFormat
{
    /// <summary>Name on the command line: <c>console</c>, <c>json</c>, <c>sarif</c>, <c>markdown</c>.</summary>
    string Name { get; }

    /// <summary>Writes UTF-8 without BOM, lines ended by LF. The caller owns the stream.</summary>
    void Write(GateReport report, ReportOptions options, Stream output);
}
