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

    private const string UnknownPlatform = "unknown";

    /// <summary>The runs of a report. Never none: a file without runs is refused.</summary>
    public static IReadOnlyList<RunPlan> Of(GateReport report, string? category)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var plans = new List<RunPlan>();
        foreach (var image in report.Images)
        {
            foreach (var (platform, findings) in ByPlatform(image))
            {
                plans.Add(new RunPlan(UniqueId(ids, image, category, platform), [image], findings));
            }
        }

        return plans.Count switch
        {
            0 => [new RunPlan(RunId(category ?? "image", UnknownPlatform), [], [])],
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

    private static OrderedDictionary<string, List<RunFinding>> ByPlatform(ImageReport image)
    {
        var platforms = new OrderedDictionary<string, List<RunFinding>>();
        foreach (var platform in image.Platforms.DefaultIfEmpty(UnknownPlatform))
        {
            platforms.TryAdd(platform, []);
        }

        // What belongs to no platform is told once, in the first run.
        var first = platforms.GetAt(0).Key;
        string RunOf(Location location) => location.Platform is { } platform && platforms.ContainsKey(platform) ? platform : first;
        foreach (var judged in image.Findings.Where(judged => !judged.IsAccepted))
        {
            foreach (var locations in judged.Finding.Locations.GroupBy(RunOf))
            {
                platforms[locations.Key].Add(new RunFinding(image, judged, [.. locations]));
            }
        }

        return platforms;
    }

    private static string UniqueId(HashSet<string> ids, ImageReport image, string? category, string platform)
    {
        var name = image.Repository ?? category ?? "image";
        var id = RunId(name, platform);
        for (var number = 2; !ids.Add(id); number++)
        {
            id = RunId(FormattableString.Invariant($"{name}-{number}"), platform);
        }

        return id;
    }

    private static string RunId(string name, string platform) =>
        $"secretgate/{StablePath.OfSource(name)}/{StablePath.OfSource(platform.Replace('/', '-'))}/";
}
