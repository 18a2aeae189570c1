using SecretGate.Decoding.Tar;

namespace SecretGate.Images.Layers;

/// <summary>Collects the paths of a layer while it is read.</summary>
internal sealed class LayerPathsBuilder
{
    /// <summary>Entries, and folders, that are recorded: 4 million cost 52 MB. Images of all of Debian have less than one.</summary>
    public const int EntryLimit = 4_000_000;

    private const int LinkNameLimit = 1 << 20;

    private readonly List<ulong> _hashes = [];
    private readonly List<int> _folders = [];
    private readonly List<PathKind> _kinds = [];
    private readonly List<PathFolder> _implied = [];
    private readonly List<PathLink> _links = [];
    private readonly Dictionary<ulong, int> _folderIndex = [];
    private readonly PathHash _path = new();
    private readonly PathHash _target = new();
    private int _entries;
    private int _linkNameCharacters;
    private (ulong Hash, int Index) _last = (PathHash.Root, LayerPaths.RootFolder);

    /// <summary>True when entries were left out.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Adds an entry, and gives its number.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="path">Its path as the sink is told.</param>
    public int Add(TarEntry entry, string path)
    {
        var number = _entries++;
        _path.Set(entry.Name.Span);
        IsFull |= _hashes.Count >= EntryLimit || _implied.Count + _path.Depth > EntryLimit;
        if (IsFull)
        {
            return number;
        }

        if (_path.Depth == 0)
        {
            Record(PathHash.Root, LayerPaths.RootFolder, PathKind.Folder);
            return number;
        }

        var folder = FolderIndex(_path.Depth - 1);
        var (kind, hash) = Meaning(entry);
        Record(hash, folder, kind);
        if (entry.IsHardLink && kind == PathKind.Content)
        {
            AddLink(number, entry.LinkTarget.Span, path);
        }

        return number;
    }

    /// <summary>What was collected.</summary>
    public LayerPaths Build() => new([.. _hashes], [.. _folders], [.. _kinds], _implied, _links);

    // Whiteouts: image-spec v1.1.0 layer.md#whiteouts. Other names that start with .wh..wh. are the bookkeeping of AUFS, which engines skip.
    private (PathKind Kind, ulong Hash) Meaning(TarEntry entry)
    {
        var name = entry.Name.Span;
        var parent = _path.At(_path.Depth - 1);
        var last = _path.Part(name, _path.Depth);
        if (last.SequenceEqual(".wh..wh..opq"u8))
        {
            return (PathKind.Opaque, parent);
        }

        for (var depth = 1; depth <= _path.Depth; depth++)
        {
            if (_path.Part(name, depth).StartsWith(".wh..wh."u8))
            {
                return (PathKind.Marker, _path.Whole);
            }
        }

        if (last.StartsWith(".wh."u8))
        {
            var hidden = last[".wh.".Length..];
            return hidden.IsEmpty ? (PathKind.Marker, _path.Whole) : (PathKind.Whiteout, PathHash.Of(parent, hidden));
        }

        return (entry.IsDirectory ? PathKind.Folder : PathKind.Content, _path.Whole);
    }

    private void Record(ulong hash, int folder, PathKind kind)
    {
        _hashes.Add(hash);
        _folders.Add(folder);
        _kinds.Add(kind);
    }

    private void AddLink(int entry, ReadOnlySpan<byte> target, string path)
    {
        _target.Set(target);
        _linkNameCharacters += path.Length;
        _links.Add(new PathLink(entry, _target.Whole, _linkNameCharacters <= LinkNameLimit ? path : null));
    }

    private int FolderIndex(int depth)
    {
        var hash = _path.At(depth);
        if (hash == _last.Hash)
        {
            return _last.Index;
        }

        var index = depth > 0 && _folderIndex.TryGetValue(hash, out var known) ? known : AddFolders(depth);
        _last = (hash, index);
        return index;
    }

    // From the outermost folder inward.
    private int AddFolders(int depth)
    {
        var index = LayerPaths.RootFolder;
        for (var i = 1; i <= depth; i++)
        {
            var hash = _path.At(i);
            if (!_folderIndex.TryGetValue(hash, out var known))
            {
                known = _implied.Count;
                _implied.Add(new PathFolder(hash, index));
                _folderIndex.Add(hash, known);
            }

            index = known;
        }

        return index;
    }
}
