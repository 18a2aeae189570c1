using Microsoft.CodeAnalysis.Sarif;
using SecretGate.Findings;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;
using ImageLocation = SecretGate.Findings.Location;
using SarifLocation = Microsoft.CodeAnalysis.Sarif.Location;

namespace SecretGate.Reporting.Sarif;

/// <summary>Writes the findings of one run as results. One object per run, since it counts.</summary>
internal sealed class SarifResults
{
    /// <summary>Code scanning keeps 5,000 results of a run by severity (GitHub docs, SARIF files: limits); so do we, and say it.</summary>
    public const int MaxResults = 5_000;

    private const int MaxLocations = 100;
    private const int MaxLinkedLocations = 5;
    private const int MaxEvidence = 5;

    // Beyond it a result keeps its first location, the only one that code scanning shows: 5,000 × 100 would be half a gigabyte.
    private const int MaxLocationsOfRun = 50_000;

    private readonly AlertIdentity _identity = new();
    private int _locationsLeft = MaxLocationsOfRun;

    /// <summary>One finding as a result.</summary>
    public Result Write(RunFinding told, RuleText rule, int ruleIndex)
    {
        var finding = told.Judged.Finding;
        var first = told.Locations[0];
        var listed = told.Locations.Take(Math.Clamp(_locationsLeft, 1, MaxLocations)).ToList();
        _locationsLeft -= listed.Count;
        var result = new Result
        {
            RuleId = finding.RuleId,
            RuleIndex = ruleIndex,
            Level = SarifRules.Level(finding.Severity),
            Message = new Message { Text = SarifText.Of(Message(told, rule, listed.Count)) },
            Locations = [.. listed.Select(Place)],
            RelatedLocations = Related(told.Locations),
            PartialFingerprints = new Dictionary<string, string>
            {
                ["primaryLocationLineHash"] = _identity.LineHash(finding.RuleId, first),
                ["secretGate/v1"] = finding.Fingerprint.Hex,
            },
        };
        SetPlace(result, first);
        if (finding.Sha256Prefix is { } prefix)
        {
            result.SetProperty("sha256Prefix", prefix);
        }

        result.SetProperty("severity", Words.Of(finding.Severity));
        result.SetProperty("confidence", Words.Of(finding.Confidence));
        result.SetProperty("blocking", told.Judged.IsBlocking);
        if (finding.Class is { } keyClass)
        {
            result.SetProperty("class", Words.Of(keyClass));
        }

        return result;
    }

    private static Sentence Message(RunFinding told, RuleText rule, int listed)
    {
        var finding = told.Judged.Finding;
        var first = told.Locations[0];
        var place = TerminalWriter.Plain(LocationText.Place(first));
        // The first related location is the place in the image, where the result itself points at the repository.
        Sentence where = first.Source is null ? (Sentence)$"{place}" : $"{new Sentence.Link(place, 1)}";
        Sentence? maker = LocationText.Maker(first) is { } known ? (Sentence)$", {known}" : null;
        Sentence text = $"{rule.Name:prose}: {finding.Masked} in image {told.Image.Image}, {where}{maker}. State: {LocationText.State(first)}. Origin: {LocationText.Origin(first)}.";
        foreach (var evidence in finding.Evidence.Take(MaxEvidence))
        {
            text = $"{text} {evidence}";
        }

        foreach (var step in Advice.Steps(finding with { Locations = told.Locations }, rule))
        {
            text = $"{text} {step}";
        }

        if (first is { Source: null, Origin: Origin.Own })
        {
            text = $"{text} To see the line to change, name the Dockerfile (option dockerfile).";
        }

        return $"{text}{Others(told, listed)}";
    }

    private static Sentence? Others(RunFinding told, int listed)
    {
        Sentence? text = null;
        for (var i = 1; i < Math.Min(told.Locations.Count, MaxLinkedLocations + 1); i++)
        {
            var link = new Sentence.Link(told.Locations[i].FullyQualifiedName, i + 1);
            text = $"{text}{(i == 1 ? " Also at " : ", "):own}{link}";
        }

        var more = told.Locations.Count - MaxLinkedLocations - 1;
        text = more > 0 ? (Sentence)$"{text} and {more} more places" : text;
        text = text is null ? null : (Sentence)$"{text}.";
        var unlisted = told.Locations.Count - listed + told.Judged.Finding.LocationsNotListed;
        return unlisted > 0 ? (Sentence)$"{text} Locations not listed: {unlisted}." : text;
    }

    // 1: the place in the image, where the result itself points at the repository; from 2: the next places.
    private static List<SarifLocation>? Related(IReadOnlyList<ImageLocation> locations)
    {
        var related = new List<SarifLocation>();
        for (var i = 0; i < Math.Min(locations.Count, MaxLinkedLocations + 1); i++)
        {
            if (i > 0 || locations[0].Source is not null)
            {
                var place = i == 0 ? Place(locations[0] with { Source = null }) : Place(locations[i]);
                place.Id = i + 1;
                related.Add(place);
            }
        }

        return related.Count > 0 ? related : null;
    }

    private static SarifLocation Place(ImageLocation location)
    {
        var source = location.Source;
        var line = Math.Max(1, source?.StartLine ?? 1);
        var column = source?.How == "checkout-file" ? Math.Max(1, location.Column ?? 1) : 1;
        var place = new SarifLocation
        {
            PhysicalLocation = new PhysicalLocation
            {
                ArtifactLocation = new ArtifactLocation
                {
                    Uri = new Uri(source is null ? AlertIdentity.ImageUri(location) : StablePath.OfSource(source.File), UriKind.Relative),
                },
                Region = new Region
                {
                    StartLine = line,
                    StartColumn = column,
                    EndLine = Math.Max(line, source?.EndLine ?? line),
                    EndColumn = column + 1,
                },
            },
            LogicalLocations = [new LogicalLocation { FullyQualifiedName = location.FullyQualifiedName, Kind = "resource" }],
        };
        SetPlace(place, location);
        return place;
    }

    private static void SetPlace(PropertyBagHolder holder, ImageLocation location)
    {
        if (location.Layer is { } layer)
        {
            holder.SetProperty("layer", layer);
        }

        holder.SetProperty("state", Words.Of(location.State.Kind));
        holder.SetProperty("origin", Words.Of(location.Origin));
        holder.SetProperty("place", Words.Of(location.Place));
        if (location.Line is { } line)
        {
            holder.SetProperty("line", line);
        }

        if (location.Source is { } source)
        {
            holder.SetProperty("sourceHow", source.How);
            holder.SetProperty("sourceConfidence", source.Confidence);
        }
    }
}
