namespace SecretGate.Images.Layouts;

/// <summary>Which images of a medium are asked for.</summary>
/// <param name="Reference">Name, tag, digest or image ID; null for every image.</param>
/// <param name="Platform">Platform; null for every platform.</param>
internal sealed record ImageSelection(string? Reference, Platform? Platform)
{
    // As engines: fewer digits of an ID are a name.
    private const int FewestIdDigits = 12;

    /// <summary>Every image.</summary>
    public static ImageSelection All { get; } = new(null, null);

    /// <summary>The set of the images asked for.</summary>
    /// <exception cref="GateException">There are images, but none that was asked for (exit code 3).</exception>
    public LayoutResult Of(LayoutBuilder builder, IEnumerable<MediumFile> files)
    {
        var named = builder.Images.Where(IsNamed).ToList();
        if (named.Count == 0 && builder.Images.Count > 0)
        {
            var names = builder.Images.SelectMany(image => image.Names).Distinct().Take(20).ToList();
            throw new GateException(
                ExitCode.Incomplete,
                $"There is no image \"{Reference}\".",
                names.Count == 0 ? "The images there have no names: leave the reference out." : "There are: " + string.Join(", ", names));
        }

        var images = named.Where(IsOnPlatform).ToList();
        if (images.Count == 0 && named.Count > 0)
        {
            var platforms = named.Select(image => image.Platform ?? image.IndexPlatform).OfType<Platform>().Distinct().Take(20);
            throw new GateException(ExitCode.Incomplete, $"There is no image for the platform {Platform}.", "There are: " + string.Join(", ", platforms));
        }

        return Result(builder, images, files);
    }

    private static LayoutResult Result(LayoutBuilder builder, List<ImageCandidate> images, IEnumerable<MediumFile> files)
    {
        var hasSelection = images.Count < builder.Images.Count;
        var own = images.SelectMany(image => image.Documents).ToHashSet();
        var others = builder.Images.Except(images).SelectMany(image => image.Documents).ToHashSet();
        var set = new ImageSet(
            [.. images.Select(Describe)],
            [.. builder.Documents.Where(document => own.Contains(document) || !others.Contains(document))],
            [.. builder.Problems, .. images.SelectMany(image => image.Problems)]);
        var result = new LayoutResult(set, builder.Documents.Select(document => document.Name).ToHashSet(), hasSelection) { Listed = builder.Listed };
        return hasSelection
            ? result with { Set = set with { UnselectedBlobs = files.Select(file => file.Name).Where(name => !result.NamedBlobs.Contains(name)).ToHashSet() } }
            : result;
    }

    private static ImageDescription Describe(ImageCandidate image) => new()
    {
        Name = image.Name,
        Platform = image.Platform,
        ManifestDigest = image.ManifestDigest,
        ImageId = image.ImageId,
        Config = image.Config,
        Layers = image.Layers,
        Documents = [.. image.Documents.Distinct()],
    };

    private bool IsOnPlatform(ImageCandidate image) => Platform is null || Platform.Covers(image.Platform) || Platform.Covers(image.IndexPlatform);

    private bool IsNamed(ImageCandidate image) =>
        Reference is null
        || image.Names.Exists(name => name == Reference || IsSameName(name, Reference))
        || IsId(image.ImageId)
        || IsId(image.ManifestDigest);

    private bool IsId(Digest? digest)
    {
        if (digest is not { } known || Reference is not { } reference)
        {
            return false;
        }

        return known.ToString() == reference
            || (reference.Length >= FewestIdDigits && known.Hex.StartsWith(reference, StringComparison.Ordinal))
            || reference.EndsWith("@" + known, StringComparison.Ordinal);
    }

    private static bool IsSameName(string name, string reference) =>
        ImageReference.TryParse(name, out var one) && ImageReference.TryParse(reference, out var other) && other.Digest is null
        && one.Registry == other.Registry && one.Repository == other.Repository && (one.Tag ?? "latest") == (other.Tag ?? "latest");
}
