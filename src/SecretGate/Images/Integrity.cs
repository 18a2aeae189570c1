using SecretGate.Decoding;
using SecretGate.Images.Layouts;

namespace SecretGate.Images;

/// <summary>Compares what manifests and configs claim of blobs with what reading them measured.</summary>
internal static class Integrity
{
    /// <summary>What does not hold. Claims of blobs that could not be read to their end are left out: a note of theirs says so.</summary>
    /// <param name="set">The images.</param>
    /// <param name="contents">What was measured, by blob name.</param>
    public static IReadOnlyList<ImageProblem> Check(ImageSet set, IReadOnlyDictionary<string, LayerContent> contents)
    {
        var problems = new List<ImageProblem>();
        var named = new HashSet<string>();
        foreach (var image in set.Images)
        {
            for (var i = 0; i < image.Layers.Count; i++)
            {
                if (image.Layers[i].BlobName is { } name)
                {
                    named.Add(name);
                    problems.AddRange(Check(image, i, contents.GetValueOrDefault(name)));
                }
            }
        }

        foreach (var (name, content) in contents.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!named.Contains(name) && !set.UnselectedBlobs.Contains(name) && MediumPath.ClaimOfName(name) is { } claimed && Differs(claimed, content) is { } measured)
            {
                problems.Add(new ImageProblem(UnreadReason.Mismatch, name, $"The blob is named {name}, its bytes are {measured}."));
            }
        }

        return [.. problems.Distinct()];
    }

    private static IEnumerable<ImageProblem> Check(ImageDescription image, int index, LayerContent? content)
    {
        var (_, claimed, claimedDiffId) = image.Layers[index];
        var where = $"layer[{index}]";
        if (content is null)
        {
            yield return new ImageProblem(UnreadReason.Missing, where, $"Layer {index} was not read.");
            yield break;
        }

        if (claimed is not null && Differs(claimed.Digest, content) is { } digest)
        {
            yield return new ImageProblem(UnreadReason.Mismatch, where, $"The manifest names layer {index} {claimed.Digest}, its bytes are {digest}.");
        }

        if (claimed?.SizeBytes is { } size && content.Digest is not null && size != content.StoredBytes)
        {
            yield return new ImageProblem(
                UnreadReason.Mismatch, where, $"The manifest says that layer {index} has {size} bytes, it has {content.StoredBytes}.");
        }

        if (claimedDiffId is { Algorithm: not "sha256" })
        {
            yield return new ImageProblem(UnreadReason.Unsupported, where, $"The diff ID of layer {index} is no SHA-256 digest; it was not checked.");
        }
        else if (claimedDiffId is { } expected && content.DiffId is { } measured && expected != measured)
        {
            yield return new ImageProblem(UnreadReason.Mismatch, where, $"The config names layer {index} {expected}, its uncompressed bytes are {measured}.");
        }

        if (!content.IsTar && content.DiffId is not null && image.Config is not null)
        {
            yield return new ImageProblem(
                UnreadReason.Unsupported, where, $"Layer {index} is no tar in any compression that is known; it was scanned as it is.");
        }
    }

    private static Digest? Differs(Digest claimed, LayerContent content) =>
        (claimed.Algorithm == "sha512" ? content.Sha512 : content.Digest) is { } measured && measured != claimed ? measured : null;
}
