using SecretGate.Reporting;

namespace SecretGate.Runner.Output;

/// <summary>One <c>-o FORMAT=PATH</c>: a report to write, and where.</summary>
/// <param name="Format">Name of a report format.</param>
/// <param name="Path">A file, or <c>-</c> for standard output.</param>
internal sealed record OutputTarget(string Format, string Path)
{
    /// <summary>The path that stands for standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>True for <c>FORMAT=-</c>.</summary>
    public bool IsStandardOutput => Path == StandardOutput;

    /// <summary>Reads every target of a run.</summary>
    /// <exception cref="GateException">Not <c>FORMAT=PATH</c>, an unknown format, standard output twice, one file twice (exit code 2).</exception>
    public static IReadOnlyList<OutputTarget> ParseAll(IEnumerable<string> texts)
    {
        var targets = texts.Select(text => Parse(text)).ToList();
        if (targets.Count(target => target.IsStandardOutput) > 1)
        {
            throw new GateException(ExitCode.Usage, "Two reports ask for standard output ('-').", "Write one of them to a file: -o json=report.json");
        }

        var twice = targets
            .Where(target => !target.IsStandardOutput)
            .GroupBy(target => System.IO.Path.GetFullPath(target.Path), StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? targets
            : throw new GateException(ExitCode.Usage, $"Two reports ask for one file, {twice.Key}.", "Give each report a file of its own.");
    }

    private static OutputTarget Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            throw new GateException(
                ExitCode.Usage, $"'{text}' is not FORMAT=PATH.", $"For example -o sarif=secretgate.sarif. Formats: {string.Join(", ", ReportFormats.Names)}.");
        }

        var format = text[..equals];
        return ReportFormats.Names.Contains(format)
            ? new OutputTarget(format, text[(equals + 1)..])
            : throw new GateException(
                ExitCode.Usage,
                $"Unknown report format '{format}'.{Suggestion.Sentence(format, ReportFormats.Names)}",
                $"Formats: {string.Join(", ", ReportFormats.Names)}.");
    }
}
