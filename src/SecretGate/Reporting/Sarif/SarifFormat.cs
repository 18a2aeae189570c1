using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis.Sarif;
using Newtonsoft.Json;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Sarif;

/// <summary>SARIF 2.1.0 as GitHub code scanning takes it: one run per image and platform, accepted findings left out.</summary>
internal sealed class SarifFormat : IReportFormat
{
    private const int MaxNotifications = 500;

    private static readonly Uri Project = new("https://github.com/secretgate/secretgate");
    private static readonly Uri Schema = new("https://json.schemastore.org/sarif-2.1.0.json");

    /// <inheritdoc/>
    public string Name => "sarif";

    /// <inheritdoc/>
    public void Write(GateReport report, ReportOptions options, Stream output)
    {
        var log = new SarifLog
        {
            SchemaUri = Schema,
            Version = SarifVersion.Current,
            Runs = [.. RunPlan.Of(report, options.Category).Select(plan => Run(report, options, plan))],
        };
        using var inert = new InertJsonStream(output);
        using (var writer = new StreamWriter(inert, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
        {
            Save(log, writer);
        }

        output.Write("\n"u8);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Publishing trims neither Sarif.Sdk nor Newtonsoft.Json (docs/design.md, section 8).")]
    private static void Save(SarifLog log, TextWriter writer)
    {
        using var json = new JsonTextWriter(writer) { Formatting = Formatting.Indented };
        new JsonSerializer().Serialize(json, log);
    }

    private static Run Run(GateReport report, ReportOptions options, RunPlan plan)
    {
        var told = plan.Findings.Take(SarifResults.MaxResults).ToList();
        var rules = told
            .Select(finding => report.RuleOf(finding.Judged.Finding))
            .DistinctBy(rule => rule.Id)
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .ToList();
        var indices = rules.Index().ToDictionary(rule => rule.Item.Id, rule => rule.Index);
        var results = new SarifResults();
        var run = new Run
        {
            Tool = new Tool { Driver = Driver(report, rules) },
            AutomationDetails = Automation(options, plan),
            Invocations = [Invocation(report, plan, plan.Findings.Count - told.Count)],
            ColumnKind = ColumnKind.Utf16CodeUnits,
            Results = [.. told.Select(finding =>
            {
                var rule = report.RuleOf(finding.Judged.Finding);
                return results.Write(finding, rule, indices[rule.Id]);
            })],
        };
        if (plan.Images is [var image])
        {
            run.SetProperty("image", image.Image);
            run.SetProperty("imageId", image.ImageId ?? "");
            run.SetProperty("digest", image.Digest ?? "");
        }

        return run;
    }

    private static RunAutomationDetails Automation(ReportOptions options, RunPlan plan)
    {
        if (options.AzurePipeline is not { } pipeline)
        {
            return new RunAutomationDetails { Id = plan.Id };
        }

        var automation = new RunAutomationDetails { Id = pipeline.AutomationId };
        foreach (var (name, value) in pipeline.Properties)
        {
            automation.SetProperty(name, value);
        }

        return automation;
    }

    private static ToolComponent Driver(GateReport report, IReadOnlyList<RuleText> rules) => new()
    {
        Name = "SecretGate",
        FullName = $"SecretGate {report.ToolVersion}",
        Version = report.ToolVersion,
        SemanticVersion = report.ToolVersion,
        InformationUri = Project,
        Rules = SarifRules.Describe(rules),
    };

    private static Invocation Invocation(GateReport report, RunPlan plan, int cutResults)
    {
        var notes = plan.Images.SelectMany(image => image.Coverage.Notes).OrderBy(note => note.MayPass).ToList();
        var notifications = notes.Take(MaxNotifications).Select(Notification).ToList();
        if (notes.Count > MaxNotifications)
        {
            notifications.Add(Notification($"And {notes.Count - MaxNotifications} more things that were not read.", FailureLevel.Error));
        }

        if (plan.Images.Count == 0)
        {
            notifications.AddRange(report.Remarks.Take(MaxNotifications).Select(remark => Notification($"{remark}", FailureLevel.Error)));
        }

        var notListed = cutResults + plan.Images.Sum(image => image.FindingsNotListed);
        if (notListed > 0)
        {
            notifications.Add(Notification($"Findings that are not in this file: {notListed}. The worst were kept.", FailureLevel.Warning));
        }

        return new Invocation
        {
            ExecutionSuccessful = notes.TrueForAll(note => note.MayPass)
                && plan.Images.All(image => image.Verdict != Verdict.Incomplete)
                && (plan.Images.Count > 0 || report.Verdict != Verdict.Incomplete),
            ToolExecutionNotifications = notifications,
        };
    }

    private static Notification Notification(UnreadNote note) =>
        Notification($"Not read: {CoverageText.Note(note)}", note.MayPass ? FailureLevel.Note : FailureLevel.Error);

    private static Notification Notification(Sentence text, FailureLevel level) =>
        new() { Level = level, Message = new Message { Text = SarifText.Of(text) } };
}
