namespace SecretGate.Images;

/// <summary>What the documents of one source say: the images, their other documents, and what is wrong with them.</summary>
/// <param name="Images">Every image listed anywhere in the source (all platforms), in a stable order.</param>
/// <param name="Documents">Every JSON document read, each once: index, manifests, configs, attestations. Each is scanned, string by string.</param>
/// <param name="Problems">What makes the set incomplete or ambiguous; each ends the run with exit code 3 unless the policy lets its reason pass.</param>
internal sealed record ImageSet(
    IReadOnlyList<ImageDescription> Images,
    IReadOnlyList<Document> Documents,
    IReadOnlyList<ImageProblem> Problems)
{
    /// <summary>
    /// Names of blobs that belong only to images which the reference or platform asked for left out. A medium that is read once hands them
    /// to the reader before that is known: what they hold is not part of the result.
    /// </summary>
    public IReadOnlySet<string> UnselectedBlobs { get; init; } = new HashSet<string>();
}

/// <summary>One image: a manifest with its config and layers, for one platform.</summary>
internal sealed record ImageDescription
{
    /// <summary>Repository and tag as the medium names it (<c>app:ci</c>); null when it names none.</summary>
    public required string? Name { get; init; }

    /// <summary>Platform from the index or the config; null when neither says.</summary>
    public required Platform? Platform { get; init; }

    /// <summary>Digest of the manifest; null for a docker archive, which has none.</summary>
    public required Digest? ManifestDigest { get; init; }

    /// <summary>The image ID: digest of the config.</summary>
    public required Digest? ImageId { get; init; }

    /// <summary>The parsed config; null when it is missing or damaged (a problem says so).</summary>
    public required ImageConfig? Config { get; init; }

    /// <summary>Layers, base first.</summary>
    public required IReadOnlyList<LayerDescription> Layers { get; init; }

    /// <summary>
    /// The documents that are its own, the same objects as in <see cref="ImageSet.Documents"/>: manifest, config, attestations and artifacts
    /// that refer to it. Two images may share one. A document of no image (an index) is only in the set.
    /// </summary>
    public required IReadOnlyList<Document> Documents { get; init; }
}

/// <summary>One layer as manifest and config describe it.</summary>
/// <param name="BlobName"><see cref="Blob.Name"/> of its bytes; null when the medium does not hold it (a problem says so).</param>
/// <param name="Claimed">Digest and size that the manifest claims for the stored bytes; null in a docker archive without them.</param>
/// <param name="ClaimedDiffId">Diff ID from the config's <c>rootfs</c>; null when missing.</param>
internal sealed record LayerDescription(string? BlobName, Descriptor? Claimed, Digest? ClaimedDiffId);

/// <summary>What role a document plays.</summary>
internal enum DocumentKind
{
    /// <summary>
    /// An image index, or a document of the form rather than the image: a docker archive's <c>manifest.json</c>, <c>repositories</c>,
    /// <c>index.json</c>, and the <c>json</c> beside each <c>layer.tar</c>, which repeats the config. The same image has others in another form.
    /// </summary>
    Index,

    /// <summary>An image manifest.</summary>
    Manifest,

    /// <summary>An image config.</summary>
    Config,

    /// <summary>An attestation (in-toto statement) that refers to an image of the set.</summary>
    Attestation,

    /// <summary>Any other JSON or text blob (artifact manifests and their content).</summary>
    Artifact,
}

/// <summary>One JSON document of the medium, kept whole (bounded by the limit for documents).</summary>
/// <param name="Kind">Its role.</param>
/// <param name="Name">Blob name or path in the archive.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record Document(DocumentKind Kind, string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>Something about the image's documents or blobs that keeps the gate from saying it read everything.</summary>
/// <param name="Reason">One of <see cref="Decoding.UnreadReason"/>.</param>
/// <param name="Where">Blob, document or layer, in words of the report (<c>layer[3]</c>, <c>manifest.json</c>).</param>
/// <param name="Message">One sentence, inert only after a report format wrote it.</param>
internal sealed record ImageProblem(string Reason, string Where, string Message);
