namespace SecretGate.Images.Layouts;

/// <summary>An image while the documents of its medium are read; two documents may describe the same one.</summary>
internal sealed class ImageCandidate
{
    /// <summary>What it is called in the medium, the name for the report first.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Platform that the index gives.</summary>
    public Platform? IndexPlatform { get; set; }

    /// <summary>Digest of the manifest.</summary>
    public Digest? ManifestDigest { get; set; }

    /// <summary>Digest of the config's bytes.</summary>
    public Digest? ImageId { get; set; }

    /// <summary>The parsed config.</summary>
    public ImageConfig? Config { get; set; }

    /// <summary>Layers, base first.</summary>
    public List<LayerDescription> Layers { get; } = [];

    /// <summary>Documents that are its own.</summary>
    public List<Document> Documents { get; } = [];

    /// <summary>What is wrong with it.</summary>
    public List<ImageProblem> Problems { get; } = [];

    /// <summary>Platform from the config, which every form of an image has; else from the index.</summary>
    public Platform? Platform => Config?.Platform ?? IndexPlatform;

    /// <summary>The first of its names that holds a repository: a bare tag, as OCI layouts may have, is none.</summary>
    public string? Name => Names.FirstOrDefault(name => name.AsSpan().ContainsAny('/', ':') && !Digest.TryParse(name, out _));

    /// <summary>Notes something that keeps it from being read whole.</summary>
    public void Problem(string reason, string where, string message) => Problems.Add(new ImageProblem(reason, where, message));

    /// <summary>True when both have the same config and the same layers.</summary>
    public bool IsSameAs(ImageCandidate other) =>
        ImageId == other.ImageId && Layers.Select(layer => layer.BlobName).SequenceEqual(other.Layers.Select(layer => layer.BlobName));

    /// <summary>Takes what another description of the same image adds.</summary>
    public void Absorb(ImageCandidate other)
    {
        AddNames(other.Names);
        IndexPlatform ??= other.IndexPlatform;
        ManifestDigest ??= other.ManifestDigest;
        Config ??= other.Config;
        for (var i = 0; i < Layers.Count; i++)
        {
            Layers[i] = Layers[i] with { Claimed = Stricter(Layers[i].Claimed, other.Layers[i].Claimed) };
        }

        Documents.AddRange(other.Documents.Except(Documents));
        Problems.AddRange(other.Problems.Except(Problems));
    }

    /// <summary>Adds names that are not known yet.</summary>
    public void AddNames(IEnumerable<string> names) => Names.AddRange(names.Distinct().Except(Names).ToList());

    private static Descriptor? Stricter(Descriptor? one, Descriptor? other) => one?.SizeBytes is null ? other ?? one : one;
}
