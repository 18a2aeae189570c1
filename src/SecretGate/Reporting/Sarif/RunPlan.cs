using SecretGate.Findings;
using SecretGate.Policy;

namespace SecretGate.Reporting.Sarif;

/// <summary>A finding as far as one run tells it.</summary>
/// <param name="Image">Its image.</param>
/// <param name="Judged">The finding.</param>
/// <param name="Locations">Those of its locations that belong to the run, worst first.</param>
internal sealed record RunFinding(ImageReport Image, JudgedFinding Judged, IReadOnlyList<Location> Locations);

/// <summary>One run of the file: an image and a platform.</summary>
/// <param name="Id">The category, <c>secretgate/NAME/OS-ARCH/</c>.</param>
/// <param name="Images">Its image; several in the last run of a file with too many.</param>
/// <param name="Findings">What it tells, worst first, accepted findings left out.</param>
internal sealed record RunPlan(string Id, IReadOnlyList<ImageReport> Images, IReadOnlyList<RunFinding> Findings)
{
    /// <summary>More runs in one file are refused (GitHub docs, SARIF files: limits); the rest shares the last one.</summary>
    public const int MaxRuns = 20;

    /// <summary>The runs of a report. Never none: a file without runs is refused.</summary>
    public static IReadOnlyList<RunPlan> Of(GateReport report, string? category)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var plans = new List<RunPlan>();
        foreach (var image in report.Images)
        {
            string?[] platforms = image.Platforms.Count > 0 ? [.. image.Platforms] : [null];
            foreach (var platform in platforms)
            {
                plans.Add(new RunPlan(UniqueId(names, image, category, platform), [image], FindingsOf(image, platform, platforms)));
            }
        }

        return plans.Count switch
        {
            0 => [new RunPlan(RunId(category ?? "image", null), [], [])],
            > MaxRuns => [.. plans.Take(MaxRuns - 1), Join(plans[(MaxRuns - 1)..])],
            _ => plans,
        };
    }

    private static RunPlan Join(List<RunPlan> plans) => new(
        plans[0].Id,
        [.. plans.SelectMany(plan => plan.Images).Distinct()],
        [.. plans.SelectMany(plan => plan.Findings)
            .OrderByDescending(finding => finding.Judged.IsBlocking)
            .ThenByDescending(finding => finding.Judged.Finding.Severity)]);

    private static List<RunFinding> FindingsOf(ImageReport image, string? platform, string?[] platforms)
    {
        var isFirst = platform == platforms[0];
        var findings = new List<RunFinding>();
        foreach (var judged in image.Findings.Where(judged => !judged.IsAccepted))
        {
            // What belongs to no platform is told once, in the first run.
            var locations = judged.Finding.Locations
                .Where(location => location.Platform == platform || (isFirst && !platforms.Contains(location.Platform)))
                .ToList();
            if (locations.Count > 0)
            {
                findings.Add(new RunFinding(image, judged, locations));
            }
        }

        return findings;
    }

    private static string UniqueId(HashSet<string> ids, ImageReport image, string? category, string? platform)
    {
        var name = image.Repository ?? category ?? "image";
        var id = RunId(name, platform);
        for (var number = 2; !ids.Add(id); number++)
        {
            id = RunId(FormattableString.Invariant($"{name}-{number}"), platform);
        }

        return id;
    }

    private static string RunId(string name, string? platform) =>
        $"secretgate/{StablePath.OfSource(name)}/{StablePath.OfSource((platform ?? "unknown").Replace('/', '-'))}/";
}
