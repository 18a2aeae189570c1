using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>
/// Follows descriptors from an index to manifests, configs and layers. What a document is, its content says: media types are declared by
/// whoever made the image, and readers differ in whether they look at them.
/// </summary>
/// <param name="medium">Where the blobs are.</param>
/// <param name="builder">Takes what is found.</param>
/// <param name="toleratesAbsentPlatforms">
/// An index may list manifests that are not there, as an engine's does that pulled one platform of many.
/// </param>
internal sealed class ManifestWalk(IMedium medium, LayoutBuilder builder, bool toleratesAbsentPlatforms)
{
    // An index of an index is all that tools write; the images of deeper ones are named as unread.
    private const int DepthLimit = 16;

    private readonly Dictionary<Digest, List<ImageCandidate>> _visited = [];
    private readonly List<(Digest Manifest, Document Document)> _referring = [];

    /// <summary>Reads the manifests that an index lists.</summary>
    /// <exception cref="UnreadException">It is no index.</exception>
    public void ReadIndex(JsonElement root, string where) => ReadIndex(root, where, [], depth: 0);

    /// <summary>Reads a manifest that nothing names: the <c>manifest.json</c> of skopeo's folders.</summary>
    /// <exception cref="UnreadException">It is none.</exception>
    public void ReadManifest(JsonElement root, MediumFile file)
    {
        var text = file.Text ?? ReadOnlyMemory<byte>.Empty;
        var named = new DescriptorJson(new Descriptor(null, LayoutJson.Sha256(text.Span), text.Length), null, new Dictionary<string, string>());
        Read(root, file, named, [], depth: 0);
    }

    /// <summary>Reads a manifest or index that the user named.</summary>
    public void ReadNamed(MediumFile file, Digest digest, IReadOnlyList<string> names) => Visit(
        new DescriptorJson(new Descriptor(null, digest, file.SizeBytes), null, new Dictionary<string, string>()), file, names, depth: 0);

    /// <summary>Hangs attestations and artifacts on the images that they refer to. Called once, at the end.</summary>
    public void Complete()
    {
        foreach (var (manifest, document) in _referring)
        {
            foreach (var image in _visited.GetValueOrDefault(manifest) ?? [])
            {
                image.Documents.Add(document);
            }
        }
    }

    private List<ImageCandidate> ReadIndex(JsonElement root, string where, IReadOnlyList<string> names, int depth)
    {
        var images = new List<ImageCandidate>();
        var absent = new List<DescriptorJson>();
        foreach (var element in root.List("manifests") ?? [])
        {
            var descriptor = DescriptorJson.Read(element);
            if (medium.FindBlob(descriptor.Blob, BlobRole.Manifest) is { } file)
            {
                images.AddRange(Visit(descriptor, file, [.. names, .. descriptor.Names], depth));
            }
            else
            {
                absent.Add(descriptor);
            }
        }

        if (!toleratesAbsentPlatforms || images.Count == 0)
        {
            foreach (var descriptor in absent)
            {
                var platform = descriptor.Platform is null ? "" : $" for {descriptor.Platform}";
                builder.Problem(UnreadReason.Missing, where, $"{where} lists the manifest {descriptor.Blob.Digest}{platform}, which is not there.");
            }
        }

        return images;
    }

    private List<ImageCandidate> Visit(DescriptorJson descriptor, MediumFile file, IReadOnlyList<string> names, int depth)
    {
        var digest = descriptor.Blob.Digest;
        if (_visited.TryGetValue(digest, out var known))
        {
            known.ForEach(image => image.AddNames(names));
            return known;
        }

        _visited[digest] = [];
        builder.Listed.Add(digest.ToString());
        if (depth >= DepthLimit)
        {
            builder.Problem(UnreadReason.Limit, file.Name, $"{file.Name} is an index inside {DepthLimit} others; it was not followed.");
            return [];
        }

        if (file.Text is { } text)
        {
            CheckClaim(descriptor.Blob, text.Span, file.Name);
        }

        builder.Read(file, root => _visited[digest] = Read(root, file, descriptor, names, depth));
        return _visited[digest];
    }

    private void CheckClaim(Descriptor claimed, ReadOnlySpan<byte> bytes, string name)
    {
        var digest = LayoutJson.DigestLike(claimed.Digest, bytes);
        if (digest != claimed.Digest && LayoutJson.DigestLike(claimed.Digest, Schema1.Payload(bytes.ToArray()).Span) == claimed.Digest)
        {
            digest = claimed.Digest;
        }

        if (digest != claimed.Digest || bytes.Length != claimed.SizeBytes)
        {
            builder.Problem(
                UnreadReason.Mismatch, name, $"{name} is listed as {claimed.Digest} of {claimed.SizeBytes} bytes, its bytes are {digest} of {bytes.Length}.");
        }
    }

    private List<ImageCandidate> Read(JsonElement root, MediumFile file, DescriptorJson descriptor, IReadOnlyList<string> names, int depth)
    {
        var isIndex = root.Member("manifests") is not null;
        var isManifest = root.Member("layers") is not null || root.Member("config") is not null || root.Member("blobs") is not null;
        if (isIndex && isManifest)
        {
            builder.Problem(UnreadReason.Ambiguous, file.Name, $"{file.Name} is a manifest and an index at once: readers differ in which they take.");
        }

        var images = new List<ImageCandidate>();
        if (root.Member("fsLayers") is not null)
        {
            images.Add(Schema1.Read(root, file, medium, builder));
        }
        else if (isManifest)
        {
            images.AddRange(ReadManifest(root, file, descriptor));
        }
        else if (!isIndex)
        {
            throw new UnreadException(UnreadReason.Damaged, "neither a manifest nor an index");
        }

        images.ForEach(image => image.AddNames(names));
        if (isIndex)
        {
            builder.Claim(DocumentKind.Index, file);
            images.AddRange(ReadIndex(root, file.Name, names, depth + 1));
        }

        return images;
    }

    private List<ImageCandidate> ReadManifest(JsonElement root, MediumFile file, DescriptorJson descriptor)
    {
        var config = root.Member("config") is { } element ? DescriptorJson.Read(element) : null;
        var layers = (root.List("layers") ?? root.List("blobs"))?.Select(DescriptorJson.Read).ToList()
            ?? throw new UnreadException(UnreadReason.Damaged, "no list of layers");
        var configFile = config is null ? null : medium.FindBlob(config.Blob, BlobRole.Config);

        if (descriptor.AttestedManifest is { } attested && layers.TrueForAll(IsStatement))
        {
            ReadContent(DocumentKind.Attestation, file, configFile, layers, attested);
            return [];
        }

        if (!IsImage(root, config, configFile))
        {
            var artifact = ReadContent(DocumentKind.Artifact, file, configFile, layers, SubjectOf(root));
            return artifact is null ? [] : [builder.Add(artifact)];
        }

        return [builder.Add(ReadImage(file, descriptor, config, configFile, layers))];
    }

    private ImageCandidate ReadImage(
        MediumFile file, DescriptorJson descriptor, DescriptorJson? config, MediumFile? configFile, List<DescriptorJson> layers)
    {
        var image = new ImageCandidate { IndexPlatform = descriptor.Platform, ManifestDigest = descriptor.Blob.Digest };
        if (builder.Claim(DocumentKind.Manifest, file) is { } manifest)
        {
            image.Documents.Add(manifest);
        }

        if (config is null || configFile is null)
        {
            image.Problem(UnreadReason.Missing, "config", $"The config {config?.Blob.Digest.ToString() ?? ""} of {file.Name} is not there.");
        }
        else
        {
            builder.ReadConfig(image, configFile, config.Blob.Digest);
            if (configFile.Text is { } text && text.Length != config.Blob.SizeBytes)
            {
                image.Problem(UnreadReason.Mismatch, "config", $"The manifest says that the config has {config.Blob.SizeBytes} bytes, it has {text.Length}.");
            }
        }

        image.Layers.AddRange(layers.Take(builder.Limits.Layers + 1).Select((layer, index) => ReadLayer(image, layer, index)));
        builder.JoinDiffIds(image);
        return image;
    }

    private LayerDescription ReadLayer(ImageCandidate image, DescriptorJson layer, int index)
    {
        var file = medium.FindBlob(layer.Blob, BlobRole.Layer);
        if (file is null)
        {
            image.Problem(
                UnreadReason.Missing, $"layer[{index}]", $"Layer {index}, {layer.Blob.Digest}, is not there (a layer that is only named by URL is never fetched).");
        }

        if (layer.Blob.MediaType?.Contains("+encrypted", StringComparison.OrdinalIgnoreCase) == true)
        {
            image.Problem(UnreadReason.Encrypted, $"layer[{index}]", $"Layer {index} is encrypted.");
        }

        return new LayerDescription(file?.Name, layer.Blob, null);
    }

    /// <summary>Takes the texts of an attestation or artifact for documents; an image is made of what is no text, so that its files have a place.</summary>
    private ImageCandidate? ReadContent(
        DocumentKind kind, MediumFile file, MediumFile? configFile, List<DescriptorJson> layers, Digest? refersTo)
    {
        var documents = new List<Document>();
        var image = new ImageCandidate { ManifestDigest = LayoutJson.Sha256((file.Text ?? default).Span) };
        foreach (var content in new[] { file, configFile }.OfType<MediumFile>())
        {
            documents.AddRange(builder.Claim(kind, content) is { } document ? [document] : []);
        }

        for (var i = 0; i < layers.Count && i < builder.Limits.Layers; i++)
        {
            var found = medium.FindBlob(layers[i].Blob, BlobRole.Content);
            if (found?.Text is { } text)
            {
                CheckClaim(layers[i].Blob, text.Span, found.Name);
                documents.AddRange(builder.Claim(kind, found) is { } document ? [document] : []);
            }
            else if (found is null)
            {
                builder.Problem(UnreadReason.Missing, file.Name, $"{file.Name} names {layers[i].Blob.Digest}, which is not there.");
            }
            else
            {
                image.Layers.Add(new LayerDescription(found.Name, layers[i].Blob, null));
            }
        }

        if (refersTo is { } manifest)
        {
            _referring.AddRange(documents.Select(document => (manifest, document)));
        }

        image.Documents.AddRange(documents);
        return image.Layers.Count == 0 ? null : image;
    }

    // Unknown media types do not make an artifact of what has an image's config, nor declared ones an image of what has none.
    private bool IsImage(JsonElement root, DescriptorJson? config, MediumFile? configFile)
    {
        var isDeclared = config?.Blob.MediaType is null or "application/vnd.oci.image.config.v1+json" or "application/vnd.docker.container.image.v1+json";
        if (configFile?.Text is null)
        {
            return isDeclared && root.Text("artifactType") is null && config is not null;
        }

        try
        {
            return ConfigJson.IsImage(LayoutJson.Parse(configFile, builder.Limits)) || (isDeclared && root.Text("artifactType") is null);
        }
        catch (UnreadException)
        {
            return isDeclared;
        }
    }

    private static bool IsStatement(DescriptorJson layer) => layer.Blob.MediaType?.Contains("in-toto", StringComparison.Ordinal) == true;

    private static Digest? SubjectOf(JsonElement root) => root.Member("subject") is { } subject ? DescriptorJson.Read(subject).Blob.Digest : null;
}
