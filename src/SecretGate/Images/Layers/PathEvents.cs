namespace SecretGate.Images.Layers;

/// <summary>What all layers of an image do to each path, in the order in which it is done: one sorted table of 16 bytes an entry.</summary>
internal sealed class PathEvents
{
    // Of one path in one layer: hard links bind to the entries before them, which hardly ever are more than one.
    private const int ContentsKept = 8;
    private const int KindCount = (int)PathKind.Marker + 1;

    private readonly IReadOnlyList<LayerPaths?> _layers;
    private readonly ulong[] _hashes;
    private readonly PathPosition[] _positions;
    private readonly ILookup<ulong, PathPosition> _links;
    private int _count;

    /// <summary>Sorts the entries of the layers.</summary>
    public PathEvents(IReadOnlyList<LayerPaths?> layers)
    {
        _layers = layers;
        var count = layers.Sum(paths => paths is null ? 0 : paths.Count + paths.Folders.Count);
        _hashes = new ulong[count];
        _positions = new PathPosition[count];
        Fill();
        Array.Sort(_hashes, _positions);
        Order();
        _links = (from layer in Enumerable.Range(0, layers.Count)
                  from link in layers[layer]?.Links ?? []
                  select (link.Target, Position: new PathPosition(layer, link.Entry))).ToLookup(link => link.Target, link => link.Position);
    }

    /// <summary>Hash of an entry's path.</summary>
    public ulong HashOf(PathPosition entry) => PathsOf(entry).HashOf(entry.Entry);

    /// <summary>What first takes an entry out of sight: it is replaced or removed, or a folder above it is; null when it stays.</summary>
    public PathPosition? FirstHiding(PathPosition entry)
    {
        var isFolder = KindOf(entry) == PathKind.Folder;
        var replaced = First(HashOf(entry), entry, kind => kind == PathKind.Content || (kind == PathKind.Folder && !isFolder), []);
        return Earlier(replaced, FirstRemoval(entry));
    }

    /// <summary>What first removes an entry's path: a whiteout of it or of a folder above it, or something else in the place of such a folder.</summary>
    public PathPosition? FirstRemoval(PathPosition entry) =>
        Earlier(First(HashOf(entry), entry, _ => false, [PathKind.Whiteout]), FirstAbove(PathsOf(entry), PathsOf(entry).FolderOf(entry.Entry), entry));

    /// <summary>The first layer, from a position on, that puts something at a path or below it; null when none does.</summary>
    public int? ContentFrom(ulong hash, PathPosition from)
    {
        foreach (var position in Run(hash))
        {
            if (position.Layer >= from.Layer && IsContent(position))
            {
                return position.Layer;
            }
        }

        return null;
    }

    /// <summary>True when the path is there once all layers are applied.</summary>
    public bool IsThereInTheEnd(ulong hash)
    {
        var run = Run(hash);
        for (var i = run.Length - 1; i >= 0; i--)
        {
            if (IsContent(run[i]))
            {
                return run[i].IsImplied ? FirstAbove(PathsOf(run[i]), run[i].ImpliedFolder, run[i]) is null : FirstHiding(run[i]) is null;
            }
        }

        return false;
    }

    /// <summary>Hard links that bind to an entry: of its own layer, and of higher ones in which it is still seen.</summary>
    public IEnumerable<PathPosition> LinksBoundTo(PathPosition entry)
    {
        var hash = HashOf(entry);
        foreach (var link in _links[hash])
        {
            var bound = BoundIn(link, hash);
            if (bound == entry || (bound is null && link.Layer > entry.Layer && IsSeenIn(link.Layer, entry)))
            {
                yield return link;
            }
        }
    }

    private static PathPosition? Earlier(PathPosition? one, PathPosition? other) =>
        one is { } first && other is { } second ? first.IsAfter(second) ? second : first : one ?? other;

    private bool IsSeenIn(int layer, PathPosition entry) => FirstHiding(entry) is not { } hiding || hiding.Layer > layer;

    // A link binds to what its target's path holds when it is made. Engines refuse one whose target comes later, others bind it to that.
    private PathPosition? BoundIn(PathPosition link, ulong target)
    {
        PathPosition? bound = null;
        foreach (var position in Run(target))
        {
            if (position.Layer == link.Layer && !position.IsImplied && position != link && KindOf(position) == PathKind.Content
                && (bound is null || link.IsAfter(position)))
            {
                bound = position;
            }
        }

        return bound;
    }

    private PathPosition? FirstAbove(LayerPaths paths, int folder, PathPosition entry)
    {
        PathPosition? first = null;
        for (; folder != LayerPaths.RootFolder; folder = paths.Folders[folder].Folder)
        {
            first = Earlier(first, First(paths.Folders[folder].Hash, entry, kind => kind == PathKind.Content, [PathKind.Whiteout, PathKind.Opaque]));
        }

        return Earlier(first, First(PathHash.Root, entry, _ => false, [PathKind.Opaque]));
    }

    /// <summary>The first event behind an entry that replaces something in the same layer or a higher one, or marks it gone in a higher one.</summary>
    private PathPosition? First(ulong hash, PathPosition entry, Func<PathKind, bool> replaces, ReadOnlySpan<PathKind> marks)
    {
        foreach (var position in Run(hash))
        {
            var isHigher = position.Layer > entry.Layer;
            if (position.IsAfter(entry) && (isHigher || !position.IsImplied) && KindOf(position) is var kind
                && (replaces(kind) || (isHigher && marks.Contains(kind))))
            {
                return position;
            }
        }

        return null;
    }

    private bool IsContent(PathPosition position) => position.IsImplied || KindOf(position) is PathKind.Content or PathKind.Folder;

    private PathKind KindOf(PathPosition position) => position.IsImplied ? PathKind.Folder : PathsOf(position).KindOf(position.Entry);

    private LayerPaths PathsOf(PathPosition position) => _layers[position.Layer] ?? LayerPaths.Empty;

    private ReadOnlySpan<PathPosition> Run(ulong hash)
    {
        var found = Array.BinarySearch(_hashes, 0, _count, hash);
        if (found < 0)
        {
            return [];
        }

        var (start, end) = (found, found + 1);
        while (start > 0 && _hashes[start - 1] == hash)
        {
            start--;
        }

        while (end < _count && _hashes[end] == hash)
        {
            end++;
        }

        return _positions.AsSpan(start, end - start);
    }

    private void Fill()
    {
        var next = 0;
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            if (_layers[layer] is not { } paths)
            {
                continue;
            }

            for (var entry = 0; entry < paths.Count; entry++, next++)
            {
                (_hashes[next], _positions[next]) = (paths.HashOf(entry), new PathPosition(layer, entry));
            }

            for (var folder = 0; folder < paths.Folders.Count; folder++, next++)
            {
                (_hashes[next], _positions[next]) = (paths.Folders[folder].Hash, PathPosition.Implied(layer, folder));
            }
        }
    }

    // Sorts the events of each path, and drops those that change nothing: a layer may name a path a million times.
    private void Order()
    {
        for (var start = 0; start < _hashes.Length;)
        {
            var end = start + 1;
            while (end < _hashes.Length && _hashes[end] == _hashes[start])
            {
                end++;
            }

            Array.Sort(_positions, start, end - start);
            for (var first = start; first < end;)
            {
                var last = first + 1;
                while (last < end && _positions[last].Layer == _positions[first].Layer)
                {
                    last++;
                }

                Compact(first, last);
                first = last;
            }

            start = end;
        }
    }

    // Of one path in one layer: the first few contents, and the last event of each kind.
    private void Compact(int start, int end)
    {
        Span<int> last = stackalloc int[KindCount];
        for (var i = start; i < end; i++)
        {
            last[(int)KindOf(_positions[i])] = i;
        }

        var contents = 0;
        for (var i = start; i < end; i++)
        {
            var kind = KindOf(_positions[i]);
            if (last[(int)kind] == i || (kind == PathKind.Content && contents++ < ContentsKept))
            {
                (_hashes[_count], _positions[_count]) = (_hashes[i], _positions[i]);
                _count++;
            }
        }
    }
}
