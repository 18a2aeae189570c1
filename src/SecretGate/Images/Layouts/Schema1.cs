using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>
/// Images from before configs had digests: manifests of schema 1, and docker archives without <c>manifest.json</c>. Each layer has its own
/// JSON, from which a config as newer images have it is put together, so that the rest of the gate knows one form only.
/// </summary>
internal static class Schema1
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a manifest of schema 1 (distribution v2.8.3 docs/spec/manifest-v2-1.md): layers and history, top first.</summary>
    /// <exception cref="UnreadException">It is none.</exception>
    public static ImageCandidate Read(JsonElement root, MediumFile file, IMedium medium, LayoutBuilder builder)
    {
        var digests = root.List("fsLayers")?.Take(builder.Limits.Layers + 1).Select(BlobSum).Reverse().ToList() ?? [];
        var steps = root.List("history")?.Take(builder.Limits.Layers + 1).Select(entry => Step(entry, builder.Limits)).Reverse().ToList() ?? [];
        if (digests.Count != steps.Count)
        {
            throw new UnreadException(UnreadReason.Mismatch, $"{digests.Count} layers but {steps.Count} history entries");
        }

        var image = new ImageCandidate { ManifestDigest = LayoutJson.Sha256(Payload((file.Text ?? default).ToArray()).Span) };
        image.Documents.AddRange(builder.Claim(DocumentKind.Manifest, file) is { } manifest ? [manifest] : []);
        for (var i = 0; i < digests.Count; i++)
        {
            if (IsThrowaway(steps[i]))
            {
                continue;
            }

            var named = new Descriptor(null, digests[i], null);
            var blob = medium.FindBlob(named, BlobRole.Layer);
            if (blob is null)
            {
                image.Problem(UnreadReason.Missing, $"layer[{image.Layers.Count}]", $"Layer {image.Layers.Count}, {digests[i]}, is not there.");
            }

            image.Layers.Add(new LayerDescription(blob?.Name, named, null));
        }

        AddConfig(image, $"config of {file.Name}", steps, builder);
        return builder.Add(image);
    }

    /// <summary>
    /// What the digest of a manifest is taken of: all of it, but for the signatures of schema 1 (libtrust, which puts them into the
    /// document: <c>formatLength</c> bytes of it and <c>formatTail</c> are what was signed).
    /// </summary>
    public static ReadOnlyMemory<byte> Payload(byte[] manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            if (document.RootElement.Get("signatures") is { ValueKind: JsonValueKind.Array } signatures && signatures.GetArrayLength() > 0
                && signatures[0].Get("protected") is { ValueKind: JsonValueKind.String } text)
            {
                using var format = JsonDocument.Parse(Base64Url.DecodeFromChars(text.GetString()));
                var length = format.RootElement.Get("formatLength")?.GetInt32() ?? -1;
                var tail = Base64Url.DecodeFromChars(format.RootElement.Get("formatTail")?.GetString());
                return length >= 0 && length <= manifest.Length ? (byte[])[.. manifest.AsSpan(0, length), .. tail] : manifest;
            }
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
        }

        return manifest;
    }

    /// <summary>Gives an image the config that its layers' JSONs make, base first.</summary>
    public static void AddConfig(ImageCandidate image, string name, IReadOnlyList<JsonElement> steps, LayoutBuilder builder)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var config = JsonObject.Create(steps[^1]) ?? [];
        config["history"] = new JsonArray([.. steps.Select(History)]);
        var bytes = Encoding.UTF8.GetBytes(config.ToJsonString(AsWritten));
        builder.ReadConfig(image, new MediumFile(name, bytes.Length, bytes), claimed: null);
        image.ImageId = null;
    }

    private static Digest BlobSum(JsonElement layer) =>
        Digest.TryParse(layer.Text("blobSum"), out var digest)
            ? digest
            : throw new UnreadException(UnreadReason.Damaged, "a layer named by something that is no SHA-256 or SHA-512 digest");

    private static JsonElement Step(JsonElement entry, ScanLimits limits)
    {
        var text = entry.Text("v1Compatibility") ?? throw new UnreadException(UnreadReason.Damaged, "a history entry without text");
        var step = LayoutJson.Parse(Encoding.UTF8.GetBytes(text), limits);
        return step.ValueKind == JsonValueKind.Object ? step : throw new UnreadException(UnreadReason.Damaged, "a history entry that is no object");
    }

    private static bool IsThrowaway(JsonElement step) => step.Member("throwaway") is { ValueKind: JsonValueKind.True };

    private static JsonObject History(JsonElement step)
    {
        var entry = new JsonObject();
        foreach (var key in (string[])["created", "author", "comment"])
        {
            if (step.Member(key) is { ValueKind: JsonValueKind.String } value)
            {
                entry[key] = JsonValue.Create(value);
            }
        }

        if (step.Member("container_config") is { ValueKind: JsonValueKind.Object } container && container.Member("Cmd") is { ValueKind: JsonValueKind.Array } words)
        {
            var texts = words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.AsText("Cmd"));
            entry["created_by"] = string.Join(' ', texts);
        }

        if (IsThrowaway(step))
        {
            entry["empty_layer"] = true;
        }

        return entry;
    }
}
