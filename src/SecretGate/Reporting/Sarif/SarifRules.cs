using Microsoft.CodeAnalysis.Sarif;
using SecretGate.Detection;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Sarif;

/// <summary>Rules as code scanning wants them: every required text, and a number for the severity of the alert.</summary>
internal static class SarifRules
{
    // GitHub docs, SARIF files: reportingDescriptor.
    private const int MaxDescriptionLength = 1_024;
    private const int MaxNameLength = 255;

    // CWE-798: use of hard-coded credentials.
    private static readonly string[] Tags = ["security", "secret", "external/cwe/cwe-798"];

    // Code scanning's validator wants at least one rule (GH1018), also of a run without results.
    private static readonly RuleText Placeholder = new(
        "private-key", "Private key", "A private key stands in the image. Its holder can act as whoever it belongs to.", Severity.High, Revoke: null, []);

    /// <summary>Describes rules; never none.</summary>
    public static List<ReportingDescriptor> Describe(IReadOnlyList<RuleText> rules) => [.. (rules.Count > 0 ? rules : [Placeholder]).Select(Describe)];

    /// <summary>The level of a severity.</summary>
    public static FailureLevel Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => FailureLevel.Error,
        Severity.Medium => FailureLevel.Warning,
        _ => FailureLevel.Note,
    };

    private static ReportingDescriptor Describe(RuleText rule)
    {
        var name = NotEmpty(SarifText.Of(rule.Name, MaxDescriptionLength), rule.Id);
        var description = NotEmpty(SarifText.Of(rule.Description, MaxDescriptionLength), name);
        var link = HttpLink(rule);
        var descriptor = new ReportingDescriptor
        {
            Id = rule.Id,
            Name = name.Length <= MaxNameLength ? name : name[..MaxNameLength],
            ShortDescription = new MultiformatMessageString { Text = name },
            FullDescription = new MultiformatMessageString { Text = description },
            Help = new MultiformatMessageString { Text = SarifText.Of(Help(rule)), Markdown = MarkdownText.Of(Help(rule)) },
            DefaultConfiguration = new ReportingConfiguration { Level = Level(rule.Severity) },
        };
        if (link is not null)
        {
            descriptor.HelpUri = link;
        }

        // The number is ignored without the tag "security".
        descriptor.SetProperty("tags", Tags);
        descriptor.SetProperty("security-severity", SecuritySeverity(rule.Severity));
        return descriptor;
    }

    // GitHub reads above 9.0 as critical, from 7.0 as high, from 4.0 as medium, from 0.1 as low.
    private static string SecuritySeverity(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        Severity.Low => "2.5",
        _ => "0.5",
    };

    private static Sentence Help(RuleText rule)
    {
        Sentence? revoke = rule.Revoke is { } where ? (Sentence)$" Where to revoke or rotate it: {where.TrimEnd('.'):prose}." : null;
        return $"{rule.Description:prose} Whoever can pull the image can read it, also when a later layer deletes it.{revoke}"
            + $" Remove it from the instruction that put it there, and build the image again.";
    }

    private static Uri? HttpLink(RuleText rule) => rule.References
        .Select(reference => Uri.TryCreate(reference, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? new Uri(uri.AbsoluteUri) : null)
        .FirstOrDefault(uri => uri is not null);

    private static string NotEmpty(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
