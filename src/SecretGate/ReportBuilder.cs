using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting;

namespace SecretGate;

/// <summary>Puts what was read and what was judged into the report.</summary>
internal sealed class ReportBuilder(GateOptions options, RuleSet rules)
{
    /// <summary>The report of a run.</summary>
    /// <param name="judgement">What the policy made of the images.</param>
    /// <param name="images">The images, in the same order.</param>
    /// <param name="remarks">What else its reader should know.</param>
    public GateReport Build(Judgement judgement, IReadOnlyList<ScannedImage> images, IReadOnlyList<string> remarks) => new()
    {
        ToolVersion = options.ToolVersion,
        PolicyName = options.Policy.Name,
        PolicySource = options.Policy.Source,
        Threshold = options.Policy.Threshold.ToString(),
        IsReportOnly = options.Policy.IsReportOnly,
        Verdict = judgement.Verdict,
        Images = [.. images.Zip(judgement.Images, Build)],
        Remarks = [.. remarks.Distinct(StringComparer.Ordinal), .. judgement.Remarks],
        Rules = TextsOf(judgement),
    };

    private static ImageReport Build(ScannedImage image, JudgedImage judged) => new()
    {
        Image = image.Title,
        Repository = image.Repository,
        Platforms = [.. image.Platforms.Select(platform => platform.Platform?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal)],
        ImageId = image.Platforms.Select(platform => platform.ImageId?.ToString()).FirstOrDefault(),
        Digest = image.Platforms.Select(platform => platform.ManifestDigest?.ToString()).FirstOrDefault(),
        Verdict = judged.Verdict,
        Coverage = judged.Coverage,
        Findings = judged.Findings,
        FindingsNotListed = judged.FindingsNotListed,
    };

    private Dictionary<string, RuleText> TextsOf(Judgement judgement)
    {
        var named = judgement.Images.SelectMany(image => image.Findings).Select(judged => judged.Finding.RuleId).ToHashSet(StringComparer.Ordinal);
        var severities = options.Policy.RuleSettings.ToDictionary(setting => setting.Id, setting => setting.Severity, StringComparer.Ordinal);
        return rules.Rules.Where(rule => named.Contains(rule.Id)).ToDictionary(
            rule => rule.Id,
            rule => new RuleText(
                rule.Id, rule.Name, rule.Description, severities.GetValueOrDefault(rule.Id) ?? rule.Severity, rule.Revoke, rule.References),
            StringComparer.Ordinal);
    }
}
