using SecretGate.Reporting;

namespace SecretGate.Runner.Output;

internal static class Reports
{
    public static IReadOnlyList<string> Formats { get; } = ["console", "json", "sarif", "markdown"];

    public static void Write(string format, GateReport report, Stream output) => output.Write("stub\n"u8);
}
