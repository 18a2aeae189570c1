using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Findings;

namespace SecretGate.Policy;

/// <summary>Findings that a person accepts, until a day. Every condition that is given must hold; at least one is.</summary>
internal sealed record PolicyException
{
    /// <summary>Where it is written.</summary>
    public required YamlMark Mark { get; init; }

    /// <summary>Why it is accepted.</summary>
    public required string Reason { get; init; }

    /// <summary>Last day on which it holds, in UTC.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>The finding.</summary>
    public Fingerprint? Fingerprint { get; init; }

    /// <summary>The rule, after evidence.</summary>
    public string? RuleId { get; init; }

    /// <summary>Files of the image, members of their archives behind <c>!/</c>.</summary>
    public PathGlob? Path { get; init; }

    /// <summary>The layer.</summary>
    public LayerName? Layer { get; init; }

    /// <summary>Names of images.</summary>
    public PathGlob? Image { get; init; }

    /// <summary>True when it would accept every file of an image.</summary>
    public bool IsBlanket => Path is { IsBlanket: true } && Fingerprint is null && RuleId is null && Layer is null;

    /// <summary>True when it is about an image that goes by one of these names.</summary>
    public bool IsAbout(IReadOnlyList<string> imageNames) => Image is null || imageNames.Any(name => Image.IsMatch(name.TrimStart('/')));

    /// <summary>True when fingerprint and rule hold, and nothing that it says of places is undecided.</summary>
    /// <remarks>With locations that are not listed no one can say that they lie where this exception allows.</remarks>
    public bool IsAbout(Finding finding) =>
        (Fingerprint is null || Fingerprint == finding.Fingerprint)
        && (RuleId is null || RuleId == finding.RuleId)
        && (finding.LocationsNotListed == 0 || (Path is null && Layer is null));

    /// <summary>True when path and layer hold. Places that are no file have no path.</summary>
    public bool Covers(Location location) =>
        (Path is null || (location is { Place: Place.LayerFile or Place.LayerMetadata, Path: { } path } && Path.IsMatch(path)))
        && (Layer is null || Layer.IsOf(location));
}

/// <summary>A layer as an exception names it: by its diff ID, which stays, or by its index, 0 = lowest.</summary>
/// <param name="DiffId">The diff ID; null when the index is given.</param>
/// <param name="Index">The index; null when the diff ID is given.</param>
internal sealed record LayerName(string? DiffId, int? Index)
{
    /// <summary>True when the location lies in the layer.</summary>
    public bool IsOf(Location location) => location.Layer is { } index && (DiffId is null ? index == Index : location.DiffId == DiffId);
}
