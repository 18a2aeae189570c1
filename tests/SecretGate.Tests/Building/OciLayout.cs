using System.Text.Json.Nodes;

namespace SecretGate.Tests.Building;

/// <summary>An OCI image layout (image-spec v1.1.0 image-layout.md).</summary>
internal static class OciLayout
{
    public const string LayerMediaType = "application/vnd.oci.image.layer.v1.tar";
    public const string ManifestMediaType = "application/vnd.oci.image.manifest.v1+json";
    public const string IndexMediaType = "application/vnd.oci.image.index.v1+json";
    public const string ConfigMediaType = "application/vnd.oci.image.config.v1+json";

    /// <summary>A layout whose index.json lists the images, each under its names.</summary>
    public static MediumFiles Of(params BuiltImage[] images)
    {
        var files = Blobs(images);
        return files.Add("index.json", ImageBuilder.Bytes(Index(images.SelectMany(Descriptors))));
    }

    /// <summary>A layout whose index.json lists one index, which lists the images by platform.</summary>
    public static MediumFiles Nested(string refName, params BuiltImage[] images)
    {
        var files = Blobs(images);
        var inner = ImageBuilder.Bytes(Index(images.Select(image => Descriptor(image, null))));
        AddBlob(files, inner);
        var descriptor = Descriptor(IndexMediaType, inner, refName);
        return files.Add("index.json", ImageBuilder.Bytes(Index([descriptor])));
    }

    public static JsonObject Index(IEnumerable<JsonNode> descriptors) => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = IndexMediaType,
        ["manifests"] = new JsonArray([.. descriptors]),
    };

    public static JsonObject Manifest(byte[] config, IEnumerable<BuiltLayer> layers) => new()
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = ManifestMediaType,
        ["config"] = Descriptor(ConfigMediaType, config),
        ["layers"] = new JsonArray([.. layers.Select(layer => Descriptor(layer.MediaType, layer.Blob))]),
    };

    public static JsonObject Descriptor(string mediaType, byte[] blob, string? refName = null)
    {
        var descriptor = new JsonObject { ["mediaType"] = mediaType, ["digest"] = BuiltImage.DigestOf(blob), ["size"] = blob.Length };
        if (refName is not null)
        {
            descriptor["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = refName };
        }

        return descriptor;
    }

    public static JsonObject Descriptor(BuiltImage image, string? refName)
    {
        var descriptor = Descriptor(ManifestMediaType, image.Manifest, refName);
        var platform = new JsonObject { ["os"] = image.Os, ["architecture"] = image.Architecture };
        if (image.Variant is not null)
        {
            platform["variant"] = image.Variant;
        }

        descriptor["platform"] = platform;
        return descriptor;
    }

    /// <summary>Adds a blob under its digest and returns its path.</summary>
    public static string AddBlob(MediumFiles files, byte[] blob)
    {
        var path = PathOf(BuiltImage.DigestOf(blob));
        if (!files.Names.Contains(path))
        {
            files.Add(path, blob);
        }

        return path;
    }

    public static string PathOf(string digest) => "blobs/" + digest.Replace(':', '/');

    private static IEnumerable<JsonNode> Descriptors(BuiltImage image) =>
        image.Names.Count == 0 ? [Descriptor(image, null)] : image.Names.Select(name => Descriptor(image, name));

    private static MediumFiles Blobs(BuiltImage[] images)
    {
        var files = new MediumFiles().Add("oci-layout", """{"imageLayoutVersion":"1.0.0"}""");
        foreach (var image in images)
        {
            foreach (var layer in image.Layers)
            {
                AddBlob(files, layer.Blob);
            }

            AddBlob(files, image.Config);
            AddBlob(files, image.Manifest);
        }

        return files;
    }
}
