using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>The end of reading an archive or folder: what its documents say, and the blobs that are still to be read.</summary>
internal static class SourceReading
{
    /// <summary>Interprets the documents and hands the remaining files to the reader.</summary>
    /// <param name="reference">As the user wrote it.</param>
    /// <param name="found">Files and problems of the medium.</param>
    /// <param name="layout">What the documents say.</param>
    /// <param name="open">Makes the blob of a file that is not kept as a text; null when the reader has had it.</param>
    /// <param name="reader">Takes the blobs.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="GateException">The medium is sound, and there is no image in it.</exception>
    public static async Task<ImageSet> CompleteAsync(
        string reference, MediumContents found, LayoutResult layout, Func<MediumFile, Blob?> open, IBlobReader reader, CancellationToken cancellationToken)
    {
        var blobs = found.Index.Files
            .Where(file => !layout.ClaimedTexts.Contains(file.Name) && (!layout.HasSelection || layout.NamedBlobs.Contains(file.Name)))
            .Select(file => file.Text is { } text ? new MemoryBlob(file.Name, text, MediumPath.ClaimOfName(file.Name)) : open(file))
            .OfType<Blob>();
        await BlobReading.ReadAllAsync(blobs, reader, cancellationToken).ConfigureAwait(false);

        var set = layout.Set with { Problems = [.. found.Problems, .. layout.Set.Problems] };
        return set.Images.Count > 0 || set.Problems.Count > 0 ? set : throw NoImage(reference);
    }

    /// <summary>There is no image where one was looked for.</summary>
    public static GateException NoImage(string reference) => new(
        ExitCode.Incomplete,
        $"{reference} holds no image: neither a manifest.json nor an index.json lists one.",
        "Write it with docker save, skopeo copy or docker buildx build --output type=oci; docker export writes files without an image.");
}
