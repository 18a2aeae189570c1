using SecretGate.Images.Layers;

namespace SecretGate.Images;

/// <summary>The layers of one image, base first: what became of each entry in the layers above it.</summary>
/// <param name="layers">Paths of each layer; null for one that was not read.</param>
internal sealed class LayerStack(IReadOnlyList<LayerPaths?> layers)
{
    // Names of one file that are followed; a file with more links is taken for visible if none of these is.
    private const int NameLimit = 1_000;
    private const int ListedLinkLimit = 100;

    private readonly Lazy<PathEvents> _events = new(() => new PathEvents(layers));

    /// <summary>The state of an entry's content by the rules of overlay file systems (image-spec v1.1.0 layer.md#whiteouts).</summary>
    /// <remarks>Hard links keep content alive: it has the worst of the states of all its names, where visible is the worst.</remarks>
    /// <param name="layer">Index of its layer.</param>
    /// <param name="entry">The entry, as its layer's sink was told.</param>
    public PathState StateOf(int layer, int entry)
    {
        if (layers[layer] is not { } paths || entry >= paths.Count)
        {
            return PathState.Visible;
        }

        if (paths.KindOf(entry) is not (PathKind.Content or PathKind.Folder))
        {
            return PathState.Unreachable;
        }

        var names = NamesOf(new PathPosition(layer, entry));
        return names.Count > NameLimit ? PathState.Visible : names.Select(StateOfName).MinBy(state => state.Kind);
    }

    /// <summary>Other names under which hard links of the same layer show the entry's content; not more than a hundred.</summary>
    public IReadOnlyList<string> LinksTo(int layer, int entry)
    {
        if (layers[layer] is not { Links.Count: > 0 } paths || entry >= paths.Count || paths.KindOf(entry) != PathKind.Content)
        {
            return [];
        }

        var names = NamesOf(new PathPosition(layer, entry)).Skip(1).Where(name => name.Layer == layer).Select(name => name.Entry).ToHashSet();
        return [.. paths.Links.Where(link => names.Contains(link.Entry)).Select(link => link.Name).OfType<string>().Take(ListedLinkLimit)];
    }

    private PathState StateOfName(PathPosition name)
    {
        var events = _events.Value;
        if (events.FirstHiding(name) is not { } hidden)
        {
            return PathState.Visible;
        }

        var hash = events.HashOf(name);
        return events.IsThereInTheEnd(hash)
            ? new PathState(StateKind.Overwritten, events.ContentFrom(hash, hidden) ?? hidden.Layer)
            : new PathState(StateKind.Deleted, (events.FirstRemoval(name) ?? hidden).Layer);
    }

    /// <summary>The entry, and every hard link that binds to it or to another of its names.</summary>
    private List<PathPosition> NamesOf(PathPosition entry)
    {
        var names = new List<PathPosition> { entry };
        if (!layers.Any(paths => paths?.Links.Count > 0))
        {
            return names;
        }

        var known = new HashSet<PathPosition> { entry };
        for (var i = 0; i < names.Count && names.Count <= NameLimit; i++)
        {
            names.AddRange(_events.Value.LinksBoundTo(names[i]).Where(known.Add));
        }

        return names;
    }
}
