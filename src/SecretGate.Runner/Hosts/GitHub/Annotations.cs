using SecretGate.Detection;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>Findings as annotations of the job, by workflow commands: they need no permission, also in pull requests from forks.</summary>
internal static class Annotations
{
    // The runner keeps ten of a kind for a step and drops the rest without a word.
    private const int Most = 10;

    /// <summary>Writes the worst ten findings; the rest is counted.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="log">A stream that the runner reads commands from: standard output or standard error.</param>
    public static void Write(RunOutcome outcome, TextWriter log)
    {
        if (outcome.Problem is { } problem)
        {
            log.WriteLine(Command("error", null, "SecretGate: not gated", problem));
            return;
        }

        var findings = outcome.Report.Images
            .SelectMany(image => image.Findings, (image, finding) => (Image: image, Judged: finding))
            .Where(pair => !pair.Judged.IsAccepted)
            .OrderByDescending(pair => pair.Judged.IsBlocking)
            .ThenByDescending(pair => pair.Judged.Finding.Severity)
            .ToList();
        foreach (var (image, judged) in findings.Take(Most))
        {
            log.WriteLine(Command(judged, image, outcome.Report));
        }

        if (findings.Count > Most)
        {
            log.WriteLine($"secretgate: {findings.Count - Most} more findings are in the step summary and in the reports.");
        }
    }

    private static string Command(JudgedFinding judged, ImageReport image, GateReport report)
    {
        var finding = judged.Finding;
        var place = finding.Locations[0];
        var name = report.Rules.TryGetValue(finding.RuleId, out var rule) ? rule.Name : finding.RuleId;
        var level = finding.Severity switch
        {
            Severity.Critical or Severity.High => "error",
            Severity.Medium => "warning",
            _ => "notice",
        };
        var others = finding.Locations.Count - 1 + finding.LocationsNotListed;
        return Command(
            level,
            place.Source,
            $"{name} in {image.Image}",
            $"{finding.Masked} at {place.FullyQualifiedName}{(others > 0 ? $" and {others} more places" : "")}. {rule?.Description}");
    }

    private static string Command(string level, Findings.SourceLine? source, string title, string message)
    {
        var file = source is null ? "" : $"file={GitHubCommand.Property(source.File)},line={source.StartLine},endLine={source.EndLine},";
        return $"::{level} {file}title={GitHubCommand.Property(title)}::{GitHubCommand.Data(message)}";
    }
}
