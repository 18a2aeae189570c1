using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>What the documents of a medium say, and which of its texts they are.</summary>
/// <param name="Set">The images.</param>
/// <param name="ClaimedTexts">Names of the texts that are documents; any other file is a blob.</param>
/// <param name="HasSelection">True when only some images were asked for.</param>
internal sealed record LayoutResult(ImageSet Set, IReadOnlySet<string> ClaimedTexts, bool HasSelection)
{
    /// <summary>Names of the blobs that the images name.</summary>
    public IReadOnlySet<string> NamedBlobs { get; } =
        Set.Images.SelectMany(image => image.Layers).Select(layer => layer.BlobName).OfType<string>().ToHashSet();

    /// <summary>Every digest by which an image of the medium may be called: of configs, manifests and indexes.</summary>
    public IReadOnlySet<string> Listed { get; init; } = new HashSet<string>();
}

/// <summary>
/// Finds the images of a medium in every layout it has: docker's <c>manifest.json</c> and <c>repositories</c>, the <c>index.json</c> of OCI,
/// the single manifest of skopeo's folders. What two layouts describe alike is one image; what they describe differently is two.
/// </summary>
internal static class LayoutReader
{
    private const string DockerManifest = "manifest.json";
    private const string OciIndex = "index.json";
    private const string OciMarker = "oci-layout";

    /// <summary>Reads the documents of an archive or folder.</summary>
    /// <param name="medium">Its files.</param>
    /// <param name="selection">Which images are asked for.</param>
    /// <param name="toleratesAbsentPlatforms">See <see cref="ManifestWalk"/>.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="GateException">It holds images, but none that was asked for (exit code 3).</exception>
    public static LayoutResult Read(MediumIndex medium, ImageSelection selection, bool toleratesAbsentPlatforms, ScanLimits limits)
    {
        var builder = new LayoutBuilder(limits);
        var walk = new ManifestWalk(medium, builder, toleratesAbsentPlatforms);
        var docker = new DockerLayout(medium, builder);

        ReadEach(medium, DockerManifest, builder, (root, file) =>
        {
            if (root.ValueKind == JsonValueKind.Array)
            {
                builder.Claim(DocumentKind.Index, file);
                docker.ReadManifest(root);
            }
            else
            {
                walk.ReadManifest(root, file);
            }
        });
        ReadEach(medium, OciIndex, builder, (root, file) =>
        {
            builder.Claim(DocumentKind.Index, file);
            walk.ReadIndex(root, OciIndex);
        });
        foreach (var marker in medium.FindAll(OciMarker))
        {
            builder.Claim(DocumentKind.Index, marker);
        }

        docker.ReadRepositories();
        walk.Complete();
        return selection.Of(builder, medium.Files);
    }

    /// <summary>Reads the manifest or index that a reference of a registry names.</summary>
    /// <param name="medium">Where the blobs are.</param>
    /// <param name="root">The document.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="name">The reference, for the report.</param>
    /// <param name="platform">The one platform to read; null for all.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="GateException">There are images, but none for the platform (exit code 3).</exception>
    public static LayoutResult ReadNamed(IMedium medium, MediumFile root, Digest digest, string name, Platform? platform, ScanLimits limits)
    {
        var builder = new LayoutBuilder(limits);
        var walk = new ManifestWalk(medium, builder, toleratesAbsentPlatforms: false);
        walk.ReadNamed(root, digest, [name]);
        walk.Complete();
        return new ImageSelection(null, platform).Of(builder, []);
    }

    // Two files of that name that differ: which one a reader takes depends on the reader, so both are read, and it is said.
    private static void ReadEach(MediumIndex medium, string path, LayoutBuilder builder, Action<JsonElement, MediumFile> read)
    {
        var files = medium.FindAll(path);
        foreach (var file in files)
        {
            builder.Read(file, root => read(root, file));
        }

        if (files.Skip(1).Any(file => !file.Text.GetValueOrDefault().Span.SequenceEqual(files[0].Text.GetValueOrDefault().Span)))
        {
            builder.Problem(UnreadReason.Ambiguous, path, $"{path} stands {files.Count} times and differs: readers differ in which they take.");
        }
    }
}
