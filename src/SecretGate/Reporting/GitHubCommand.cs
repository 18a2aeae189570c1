using SecretGate.Reporting.Text;

namespace SecretGate.Reporting;

/// <summary>
/// Texts inside a workflow command of ours, <c>::error file=FILE,title=TITLE::DATA</c>: inert, on one line, in the runner's encoding
/// (actions/runner v2.336 ActionCommand.cs).
/// </summary>
public static class GitHubCommand
{
    /// <summary>The text behind the second <c>::</c>.</summary>
    public static string Data(string text) => Inert.Line(text).Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>The value of a property.</summary>
    public static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
