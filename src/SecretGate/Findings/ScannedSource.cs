using SecretGate.Decoding;
using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>One source, read: what its documents say, and what its blobs and documents hold.</summary>
/// <param name="Reference">As the user wrote it.</param>
/// <param name="Set">Images, documents and problems.</param>
/// <param name="Blobs">Facts by blob name.</param>
/// <param name="Documents">Facts of the documents, in the order of the set.</param>
internal sealed record ScannedSource(
    string Reference,
    ImageSet Set,
    IReadOnlyDictionary<string, BlobFacts> Blobs,
    IReadOnlyList<DocumentFacts> Documents)
{
    /// <summary>The images of the source: the platforms of one name are one image. At least one, so that what lies in no image is reported too.</summary>
    public IReadOnlyList<ScannedImage> Images()
    {
        var groups = Set.Images
            .GroupBy(image => image.Name ?? (image.ManifestDigest is null ? image.ImageId?.ToString() : null) ?? string.Empty, StringComparer.Ordinal)
            .Select(group => group.ToList())
            .DefaultIfEmpty([])
            .ToList();
        return [.. groups.Select((group, index) => new ScannedImage(this, group, IsFirst: index == 0, IsOnly: groups.Count == 1))];
    }
}

/// <summary>One image of a source, with its platforms.</summary>
/// <param name="Source">Where it was read.</param>
/// <param name="Platforms">Its manifests, one a platform; empty when the source lists no image.</param>
/// <param name="IsFirst">The first image of its source: it accounts for what belongs to none.</param>
/// <param name="IsOnly">The only image of its source.</param>
internal sealed record ScannedImage(ScannedSource Source, IReadOnlyList<ImageDescription> Platforms, bool IsFirst, bool IsOnly)
{
    /// <summary>Repository and tag as the medium names it; null when it names none.</summary>
    public string? Name => Platforms.Count > 0 ? Platforms[0].Name : null;

    /// <summary>As the user wrote it, with the image's own name where the source holds several.</summary>
    public string Title => IsOnly || Name is null ? Source.Reference : $"{Source.Reference} ({Name})";

    /// <summary>Its repository without tag or digest; null when the medium names none.</summary>
    public string? Repository => ImageReference.RepositoryOf(Name);

    /// <summary>What it is called: as the user wrote it, and its repository with and without tag.</summary>
    public IReadOnlyList<string> Names() => [.. new[] { Source.Reference, Name, Repository }.OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Its findings, before attribution and policy.</summary>
    public IReadOnlyList<Finding> Findings(ScanLimits limits)
    {
        var (kept, evidence) = PairJoin.Join(WithOthers([.. Placed()]));
        return
        [
            .. FindingJoin.Join(kept, limits)
                .Select(finding => evidence.TryGetValue(finding.Fingerprint, out var pair) ? finding with { Evidence = [.. finding.Evidence, pair] } : finding)
                .Select(KeyEvidence.Weigh),
        ];
    }

    /// <summary>Its ledger.</summary>
    public Coverage Coverage() =>
        Ledger.Of(Platforms, IsFirst ? [.. Unreferenced()] : [], Source.Blobs, IsFirst ? Source.Set.Problems : []);

    private IEnumerable<(Sighting Sighting, Location Location)> Placed()
    {
        foreach (var image in Platforms)
        {
            var map = new ImageMap(image, Source.Blobs, HistoryOf(image));
            foreach (var placed in map.Layers())
            {
                yield return placed;
            }

            foreach (var placed in DocumentsOf(image).SelectMany(facts => facts.Sightings.Select(sighting => (sighting, map.Locate(sighting, facts.Document)))))
            {
                yield return placed;
            }
        }

    }

    // The documents of a form (index, legacy `json`) repeat those of the image: what only they hold is added, what the image holds is not repeated.
    private List<(Sighting Sighting, Location Location)> WithOthers(List<(Sighting Sighting, Location Location)> own)
    {
        if (!IsFirst)
        {
            return own;
        }

        var known = own.Select(placed => (placed.Sighting.Secret.RuleId, placed.Sighting.Secret.Fingerprint)).ToHashSet();
        own.AddRange(OfNoImage().Where(placed => placed.Location.Place == Place.Artifact || !known.Contains((placed.Sighting.Secret.RuleId, placed.Sighting.Secret.Fingerprint))));
        return own;
    }

    private IEnumerable<DocumentFacts> DocumentsOf(ImageDescription image) =>
        Source.Documents.Where(facts => image.Documents.Contains(facts.Document, ReferenceEqualityComparer.Instance));

    private IReadOnlyDictionary<int, string> HistoryOf(ImageDescription image) =>
        DocumentsOf(image).FirstOrDefault(facts => facts.Document.Kind == DocumentKind.Config)?.MaskedHistory ?? new Dictionary<int, string>();

    private IEnumerable<(Sighting Sighting, Location Location)> OfNoImage()
    {
        var owned = Source.Set.Images.SelectMany(image => image.Documents).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var documents = Source.Documents
            .Where(facts => !owned.Contains(facts.Document))
            .SelectMany(facts => facts.Sightings.Select(sighting => (sighting, ImageMap.LocateOutside(sighting, facts.Document))));
        var blobs = Unreferenced()
            .SelectMany(facts => facts.Sightings.Select(sighting => (sighting, ImageMap.LocateOutside(sighting, facts))));
        return documents.Concat(blobs);
    }

    private IEnumerable<BlobFacts> Unreferenced()
    {
        var named = Source.Set.Images.SelectMany(image => image.Layers).Select(layer => layer.BlobName).ToHashSet(StringComparer.Ordinal);
        return Source.Blobs.Values
            .Where(facts => !named.Contains(facts.Name) && !Source.Set.UnselectedBlobs.Contains(facts.Name))
            .OrderBy(facts => facts.Name, StringComparer.Ordinal);
    }
}
