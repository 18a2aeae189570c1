using System.Text.Json.Nodes;

namespace SecretGate.Tests.Building;

/// <summary>What <c>docker save</c> writes, by engine.</summary>
internal static class DockerArchive
{
    /// <summary>Engines up to 24: a folder a layer with VERSION, json and layer.tar; manifest.json and repositories at the end.</summary>
    public static MediumFiles Legacy(params BuiltImage[] images)
    {
        var files = new MediumFiles();
        var items = new JsonArray();
        var repositories = new JsonObject();
        var written = new Dictionary<string, string>();
        foreach (var image in images)
        {
            var top = "";
            var layers = new JsonArray();
            foreach (var layer in image.Layers)
            {
                var parent = top;
                top = BuiltImage.DigestOf(System.Text.Encoding.UTF8.GetBytes(parent + layer.DiffId))["sha256:".Length..];
                AddLayer(files, top, parent, layer, written);
                layers.Add(top + "/layer.tar");
            }

            var config = image.ImageId["sha256:".Length..] + ".json";
            AddOnce(files, config, image.Config);
            items.Add(Item(config, image.Names, layers));
            Register(repositories, image.Names, top);
        }

        files.Add("manifest.json", ImageBuilder.Bytes(items));
        return repositories.Count == 0 ? files : files.Add("repositories", ImageBuilder.Bytes(repositories));
    }

    /// <summary>Engines from 25 on: an OCI layout with plain layers and manifest.json in it.</summary>
    public static MediumFiles Engine25(params BuiltImage[] images)
    {
        var plain = images.Select(Plain).ToArray();
        var files = OciLayout.Of(plain);
        var items = plain.Select(image => Item(
            OciLayout.PathOf(image.ImageId),
            image.Names,
            new JsonArray([.. image.Layers.Select(layer => JsonValue.Create(OciLayout.PathOf(layer.Digest)))])));
        return files.Add("manifest.json", ImageBuilder.Bytes(new JsonArray([.. items])));
    }

    /// <summary>Engine 25.0 by image ID: index.json lists nothing.</summary>
    public static MediumFiles Engine25ById(BuiltImage image) =>
        Engine25(image with { Names = [] }).Replace("index.json", """{"schemaVersion":2,"manifests":null}""");

    /// <summary>Before manifest.json there was only repositories, and a json with the configuration in each layer's folder.</summary>
    public static MediumFiles WithoutManifest(BuiltImage image) => Legacy(image).Remove("manifest.json");

    // A layer that stands twice in a chain is a link to the first one, as engine 20.10 writes it.
    private static void AddLayer(MediumFiles files, string id, string parent, BuiltLayer layer, Dictionary<string, string> written)
    {
        if (files.Names.Contains(id + "/layer.tar"))
        {
            return;
        }

        var json = new JsonObject { ["id"] = id, ["created"] = "2024-01-01T00:00:00Z", ["os"] = "linux", ["architecture"] = "amd64" };
        if (parent.Length > 0)
        {
            json["parent"] = parent;
        }

        files.Add(id + "/VERSION", "1.0").Add(id + "/json", ImageBuilder.Bytes(json));
        if (written.TryAdd(layer.DiffId, id))
        {
            files.Add(id + "/layer.tar", layer.Tar);
        }
        else
        {
            files.AddLink(id + "/layer.tar", $"../{written[layer.DiffId]}/layer.tar");
        }
    }

    private static void AddOnce(MediumFiles files, string name, byte[] content)
    {
        if (!files.Names.Contains(name))
        {
            files.Add(name, content);
        }
    }

    private static JsonObject Item(string config, IReadOnlyList<string> names, JsonArray layers) => new()
    {
        ["Config"] = config,
        ["RepoTags"] = names.Count == 0 ? null : new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
        ["Layers"] = layers,
    };

    private static void Register(JsonObject repositories, IReadOnlyList<string> names, string layerId)
    {
        foreach (var name in names)
        {
            var colon = name.LastIndexOf(':');
            var tags = repositories[name[..colon]] as JsonObject ?? [];
            tags[name[(colon + 1)..]] = layerId;
            repositories[name[..colon]] = tags;
        }
    }

    private static BuiltImage Plain(BuiltImage image)
    {
        var layers = image.Layers.Select(layer => layer with { Blob = layer.Tar, MediaType = OciLayout.LayerMediaType }).ToList();
        return image with { Layers = layers, Manifest = ImageBuilder.Bytes(OciLayout.Manifest(image.Config, layers)) };
    }
}
