using System.Text.Json;
using System.Text.Json.Nodes;

namespace SecretGate.Tests.Building;

/// <summary>Builds an image in memory: layers base first, one history entry a layer unless more are asked for.</summary>
internal sealed class ImageBuilder
{
    private readonly List<Func<BuiltLayer>> _layers = [];
    private readonly List<string> _names = [];
    private readonly JsonArray _history = [];
    private readonly JsonObject _config = [];
    private readonly JsonObject _topLevel = [];
    private readonly JsonObject _annotations = [];
    private Compression _compression = Compression.Gzip;
    private (string Os, string Architecture, string? Variant) _platform = ("linux", "amd64", null);

    /// <summary>A name with tag (<c>app:ci</c>); several may be given.</summary>
    public ImageBuilder Name(string name)
    {
        _names.Add(name);
        return this;
    }

    public ImageBuilder Platform(string os, string architecture, string? variant = null)
    {
        _platform = (os, architecture, variant);
        return this;
    }

    /// <summary>How the layers are stored in the OCI forms; gzip unless said otherwise. Docker archives hold plain tars.</summary>
    public ImageBuilder Compressed(Compression compression)
    {
        _compression = compression;
        return this;
    }

    public ImageBuilder Layer(params (string Path, FileContent Content)[] files) => Layer(layer => layer.Files(files));

    public ImageBuilder Layer(string createdBy, params (string Path, FileContent Content)[] files) => Layer(layer => layer.Files(files), createdBy);

    public ImageBuilder Layer(Action<LayerBuilder> write, string? createdBy = null)
    {
        var layer = new LayerBuilder();
        write(layer);
        var tar = layer.ToTar();
        return LayerOf(() => Stored(tar, _compression.Compress(tar), OciLayout.LayerMediaType + _compression.MediaTypeSuffix()), createdBy);
    }

    /// <summary>A layer whose stored bytes, and if need be media type and diff ID, are given.</summary>
    public ImageBuilder LayerBlob(byte[] tar, byte[] blob, string? mediaType = null, string? diffId = null, string? createdBy = null) =>
        LayerOf(() => Stored(tar, blob, mediaType ?? OciLayout.LayerMediaType + "+gzip", diffId), createdBy);

    public ImageBuilder Env(params string[] variables) => ConfigList("Env", variables);

    public ImageBuilder Cmd(params string[] words) => ConfigList("Cmd", words);

    public ImageBuilder Entrypoint(params string[] words) => ConfigList("Entrypoint", words);

    public ImageBuilder Label(string key, string value)
    {
        var labels = _config["Labels"] as JsonObject ?? [];
        labels[key] = value;
        _config["Labels"] = labels;
        return this;
    }

    /// <summary>Any property of <c>config</c>: <c>Healthcheck</c>, <c>OnBuild</c>, unknown ones.</summary>
    public ImageBuilder Config(string key, JsonNode? value)
    {
        _config[key] = value;
        return this;
    }

    /// <summary>Any property at the top of the configuration: <c>author</c>, <c>container_config</c>.</summary>
    public ImageBuilder ConfigTop(string key, JsonNode? value)
    {
        _topLevel[key] = value;
        return this;
    }

    /// <summary>A history entry of a step that made no layer.</summary>
    public ImageBuilder History(string createdBy, string? comment = null) => AddHistory(createdBy, comment, isEmptyLayer: true);

    /// <summary>An annotation of the manifest.</summary>
    public ImageBuilder Annotation(string key, string value)
    {
        _annotations[key] = value;
        return this;
    }

    public BuiltImage Build()
    {
        var layers = _layers.Select(layer => layer()).ToList();
        var config = Bytes(ConfigOf(layers));
        var manifest = OciLayout.Manifest(config, layers);
        if (_annotations.Count > 0)
        {
            manifest["annotations"] = _annotations.DeepClone();
        }

        return new BuiltImage([.. _names], _platform.Os, _platform.Architecture, _platform.Variant, config, Bytes(manifest), layers);
    }

    internal static byte[] Bytes(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json);

    private static BuiltLayer Stored(byte[] tar, byte[] blob, string mediaType, string? diffId = null) =>
        new(tar, blob, mediaType, diffId ?? BuiltImage.DigestOf(tar));

    private ImageBuilder LayerOf(Func<BuiltLayer> layer, string? createdBy)
    {
        AddHistory(createdBy ?? $"layer {_layers.Count}", null, isEmptyLayer: false);
        _layers.Add(layer);
        return this;
    }

    private ImageBuilder AddHistory(string createdBy, string? comment, bool isEmptyLayer)
    {
        var entry = new JsonObject { ["created"] = "2024-01-01T00:00:00Z", ["created_by"] = createdBy };
        if (comment is not null)
        {
            entry["comment"] = comment;
        }

        if (isEmptyLayer)
        {
            entry["empty_layer"] = true;
        }

        _history.Add(entry);
        return this;
    }

    private ImageBuilder ConfigList(string key, string[] values)
    {
        var list = _config[key] as JsonArray ?? [];
        foreach (var value in values)
        {
            list.Add(value);
        }

        _config[key] = list;
        return this;
    }

    private JsonObject ConfigOf(IReadOnlyList<BuiltLayer> layers)
    {
        var config = new JsonObject
        {
            ["created"] = "2024-01-01T00:00:00Z",
            ["architecture"] = _platform.Architecture,
            ["os"] = _platform.Os,
            ["config"] = _config.DeepClone(),
            ["rootfs"] = new JsonObject
            {
                ["type"] = "layers",
                ["diff_ids"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.DiffId))]),
            },
            ["history"] = _history.DeepClone(),
        };
        if (_platform.Variant is not null)
        {
            config["variant"] = _platform.Variant;
        }

        foreach (var (key, value) in _topLevel)
        {
            config[key] = value?.DeepClone();
        }

        return config;
    }
}
