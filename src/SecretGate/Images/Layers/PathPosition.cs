namespace SecretGate.Images.Layers;

/// <summary>An entry of a layer of an image; the order is the one in which engines apply entries.</summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Entry">Number of the entry; a folder that stands only in the paths of others counts as one behind all entries.</param>
internal readonly record struct PathPosition(int Layer, int Entry) : IComparable<PathPosition>
{
    /// <summary>True for a folder that stands only in the paths of others.</summary>
    public bool IsImplied => Entry > int.MaxValue - LayerPathsBuilder.EntryLimit;

    /// <summary>Its index among the folders of the layer.</summary>
    public int ImpliedFolder => int.MaxValue - Entry;

    /// <summary>The position of such a folder.</summary>
    public static PathPosition Implied(int layer, int folder) => new(layer, int.MaxValue - folder);

    /// <inheritdoc/>
    public int CompareTo(PathPosition other) => (Layer, Entry).CompareTo((other.Layer, other.Entry));

    /// <summary>True when this one is applied after the other.</summary>
    public bool IsAfter(PathPosition other) => CompareTo(other) > 0;
}
