using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>Where the sightings of blobs and documents lie in one image: blob → layer → history entry → state.</summary>
internal sealed class ImageMap
{
    private readonly ImageDescription _image;
    private readonly IReadOnlyDictionary<string, BlobFacts> _blobs;
    private readonly LayerStack _stack;
    private readonly IReadOnlyList<string?> _instructions;
    private readonly IReadOnlyDictionary<int, string> _history;

    /// <summary>Creates the map of one image.</summary>
    /// <param name="image">Its layers and config.</param>
    /// <param name="blobs">Facts of the source's blobs, by name.</param>
    /// <param name="maskedHistory">Commands of its history with their secrets masked, by entry.</param>
    public ImageMap(ImageDescription image, IReadOnlyDictionary<string, BlobFacts> blobs, IReadOnlyDictionary<int, string> maskedHistory)
    {
        _image = image;
        _blobs = blobs;
        _stack = new LayerStack([.. image.Layers.Select(layer => FactsOf(layer)?.Content.Paths ?? LayerPaths.Empty)]);
        _instructions = [.. InstructionsOf(image, maskedHistory)];
        _history = maskedHistory;
    }

    /// <summary>The sightings in its layers, base first, each with its location.</summary>
    public IEnumerable<(Sighting Sighting, Location Location)> Layers() =>
        from layer in Enumerable.Range(0, _image.Layers.Count)
        let facts = FactsOf(_image.Layers[layer])
        where facts is not null
        from sighting in facts.Sightings
        from location in Locate(sighting, layer, facts)
        select (sighting, location);

    /// <summary>The location of a sighting in one of its documents.</summary>
    public Location Locate(Sighting sighting, Document document) => InDocument(sighting, document.Kind) with
    {
        Platform = _image.Platform?.ToString(),
        Instruction = sighting.HistoryIndex is { } index ? _history.GetValueOrDefault(index) : null,
    };

    /// <summary>The location of a sighting in a document that belongs to no image.</summary>
    public static Location LocateOutside(Sighting sighting, Document document) => InDocument(sighting, document.Kind);

    /// <summary>The location of a sighting in a blob that no image names: bytes that ship but that no reader shows.</summary>
    public static Location LocateOutside(Sighting sighting, BlobFacts blob) => new()
    {
        Platform = null,
        Place = Place.Artifact,
        Path = sighting.Path is null ? blob.Name : $"{blob.Name}!/{sighting.Path}",
        State = PathState.Unreachable,
        Origin = Origin.Own,
        Offset = sighting.Offset,
        Line = sighting.Line,
        Column = sighting.Column,
    };

    private static Location InDocument(Sighting sighting, DocumentKind kind) => new()
    {
        Platform = null,
        Place = sighting.HistoryIndex is null ? PlaceOf(kind) : Place.History,
        State = PathState.Visible,
        Origin = Origin.Own,
        Offset = sighting.Offset,
        Line = sighting.Line,
        Column = sighting.Column,
        JsonPointer = sighting.JsonPointer,
        HistoryIndex = sighting.HistoryIndex,
    };

    private BlobFacts? FactsOf(LayerDescription layer) => layer.BlobName is null ? null : _blobs.GetValueOrDefault(layer.BlobName);

    private IEnumerable<Location> Locate(Sighting sighting, int layer, BlobFacts facts)
    {
        var location = new Location
        {
            Platform = _image.Platform?.ToString(),
            Place = sighting.Place switch
            {
                SightingPlace.File when sighting.Path is not null => Place.LayerFile,
                SightingPlace.Metadata => Place.LayerMetadata,
                _ => Place.LayerRaw,
            },
            Layer = layer,
            DiffId = (facts.Content.DiffId ?? _image.Layers[layer].ClaimedDiffId)?.ToString(),
            Path = sighting.Path,
            State = StateOf(sighting, layer),
            Origin = Origin.Own,
            Line = sighting.Line,
            Column = sighting.Column,
            Offset = sighting.Offset,
            IsOffsetInBlob = sighting.Place == SightingPlace.StoredRaw,
            Instruction = _instructions[layer],
        };
        yield return location;
        if (location.Place != Place.LayerFile)
        {
            yield break;
        }

        var member = MemberOf(location.Path ?? string.Empty);
        foreach (var link in sighting.Entry is { } entry ? _stack.LinksTo(layer, entry) : [])
        {
            yield return location with { Path = link + member };
        }
    }

    private PathState StateOf(Sighting sighting, int layer) => sighting switch
    {
        { Entry: { } entry } => _stack.StateOf(layer, entry),
        { Place: SightingPlace.File } => PathState.Visible,
        _ => PathState.Unreachable,
    };

    // What stands behind the file in a nested path: `!/member`.
    private static string MemberOf(string path)
    {
        var end = path.IndexOf("!/", StringComparison.Ordinal);
        return end < 0 ? string.Empty : path[end..];
    }

    private static Place PlaceOf(DocumentKind kind) => kind switch
    {
        DocumentKind.Config => Place.Config,
        DocumentKind.Attestation => Place.Attestation,
        DocumentKind.Artifact => Place.Artifact,
        _ => Place.Manifest,
    };

    private static IEnumerable<string?> InstructionsOf(ImageDescription image, IReadOnlyDictionary<int, string> maskedHistory)
    {
        var makers = (image.Config?.History ?? [])
            .Select((entry, index) => (entry.IsEmptyLayer, Command: maskedHistory.GetValueOrDefault(index)))
            .Where(entry => !entry.IsEmptyLayer)
            .Select(entry => entry.Command)
            .ToList();

        // Fewer or more entries than layers: which one made which is not known, and a wrong one is worse than none.
        return makers.Count == image.Layers.Count ? makers : Enumerable.Repeat<string?>(null, image.Layers.Count);
    }
}
