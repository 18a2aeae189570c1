using SecretGate.Reporting.Text;

namespace SecretGate.Reporting;

/// <summary>
/// Texts inside a logging command of ours, <c>##vso[task.logissue type=error;sourcepath=PATH]DATA</c>: inert, on one line, in the agent's
/// encoding (azure-pipelines-agent v4 Command.cs).
/// </summary>
public static class AzureCommand
{
    /// <summary>The text behind the bracket.</summary>
    public static string Data(string text) => Inert.Line(text).Replace("%", "%AZP25", StringComparison.Ordinal);

    /// <summary>The value of a property.</summary>
    public static string Property(string text) => Data(text)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
