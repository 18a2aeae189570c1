using System.Collections.Concurrent;
using SecretGate.Images;

namespace SecretGate.Tests.Images;

/// <summary>A reader that writes down what each blob holds.</summary>
internal sealed class BlobNotes : IBlobReader
{
    private readonly ConcurrentDictionary<string, LayerNotes> _blobs = new();

    public int Parallelism { get; init; } = 2;

    public IReadOnlyDictionary<string, LayerNotes> Blobs => _blobs;

    public IReadOnlyDictionary<string, LayerContent> Contents => _blobs.ToDictionary(pair => pair.Key, pair => pair.Value.Read);

    public LayerNotes this[LayerDescription layer] => _blobs[layer.BlobName ?? throw new InvalidOperationException("The layer is missing.")];

    public void Read(Blob blob, CancellationToken cancellationToken) =>
        _blobs.TryAdd(blob.Name, LayerNotes.Of(blob)).ShouldBeTrue($"{blob.Name} was handed out twice");

    /// <summary>The state of the last entry of a path in a layer of an image.</summary>
    public PathState StateOf(ImageDescription image, int layer, string path) =>
        new LayerStack([.. image.Layers.Select(each => this[each].Read.Paths)]).StateOf(layer, this[image.Layers[layer]].EntryOf(path));
}
