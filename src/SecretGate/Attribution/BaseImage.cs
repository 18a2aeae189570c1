using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;

namespace SecretGate.Attribution;

/// <summary>A base image, known by its diff IDs: what it already held is its own, not this build's.</summary>
/// <param name="Reference">As the user, a label or the FROM line names it.</param>
/// <param name="Images">Its images, one a platform.</param>
/// <param name="ConfigSecrets">Secrets in its configs, by rule and fingerprint.</param>
internal sealed record BaseImage(
    string Reference,
    IReadOnlyList<ImageDescription> Images,
    IReadOnlySet<(string RuleId, Fingerprint Fingerprint)> ConfigSecrets)
{
    /// <summary>True when its diff IDs are the lowest layers of one of these images.</summary>
    public bool IsUnder(IReadOnlyList<ImageDescription> platforms) =>
        platforms.Any(image => image.Config is { } config && Ground(config) is not null);

    /// <summary>The finding with the origin of each location: base where the base has that layer, history entry or config string too.</summary>
    public Finding Attribute(Finding finding, IReadOnlyList<ImageDescription> platforms)
    {
        var locations = finding.Locations.Select(location => IsOfBase(finding, location, platforms)
            ? location with { Origin = Origin.Base, BaseReference = Reference }
            : location);
        return finding with { Locations = [.. FindingJoin.InOrder(locations)] };
    }

    private bool IsOfBase(Finding finding, Location location, IReadOnlyList<ImageDescription> platforms)
    {
        var image = platforms.FirstOrDefault(candidate => candidate.Platform?.ToString() == location.Platform);
        if (image?.Config is not { } config || Ground(config) is not { } ground)
        {
            return false;
        }

        return location switch
        {
            { Layer: { } layer } => layer < ground.DiffIds.Count,
            { HistoryIndex: { } index } => index < ground.History.Count && config.History[index] == ground.History[index],
            { Place: Place.Config } => ConfigSecrets.Contains((finding.RuleId, finding.Fingerprint)),
            _ => false,
        };
    }

    // The base of that platform: the one whose diff IDs are the lowest layers of the image; of several, the highest.
    private ImageConfig? Ground(ImageConfig config) => Images
        .Select(image => image.Config)
        .OfType<ImageConfig>()
        .Where(ground => ground.DiffIds.Count > 0
            && ground.DiffIds.Count <= config.DiffIds.Count
            && ground.DiffIds.SequenceEqual(config.DiffIds.Take(ground.DiffIds.Count)))
        .MaxBy(ground => ground.DiffIds.Count);
}
