namespace SecretGate.Images;

/// <summary>
/// The entries of a layer for <see cref="LayerStack"/>: paths as 64-bit hashes, so that a million files cost some 13 MB whatever the length
/// of their names. Names are kept of hard links only.
/// </summary>
internal sealed class LayerPaths
{
    /// <summary>The root folder, as index of a folder.</summary>
    public const int RootFolder = -1;

    private readonly ulong[] _hashes;
    private readonly int[] _folders;
    private readonly PathKind[] _kinds;

    /// <summary>Takes what <see cref="Layers.LayerPathsBuilder"/> collected.</summary>
    public LayerPaths(ulong[] hashes, int[] folders, PathKind[] kinds, IReadOnlyList<PathFolder> implied, IReadOnlyList<PathLink> links)
    {
        _hashes = hashes;
        _folders = folders;
        _kinds = kinds;
        Folders = implied;
        Links = links;
    }

    /// <summary>A blob that is no layer.</summary>
    public static LayerPaths Empty { get; } = new([], [], [], [], []);

    /// <summary>Entries recorded. Those behind the limit are not, and count as visible.</summary>
    public int Count => _hashes.Length;

    /// <summary>Every folder that the path of an entry goes through, each once, outer ones first.</summary>
    public IReadOnlyList<PathFolder> Folders { get; }

    /// <summary>Hard links, in order.</summary>
    public IReadOnlyList<PathLink> Links { get; }

    /// <summary>Hash of the path that an entry is about: of a whiteout, the path that it hides.</summary>
    public ulong HashOf(int entry) => _hashes[entry];

    /// <summary>Index of the folder that holds an entry.</summary>
    public int FolderOf(int entry) => _folders[entry];

    /// <summary>What an entry does to its path.</summary>
    public PathKind KindOf(int entry) => _kinds[entry];
}

/// <summary>What an entry of a layer does to its path.</summary>
internal enum PathKind : byte
{
    /// <summary>Puts something there that is no folder.</summary>
    Content,

    /// <summary>Puts a folder there, or leaves the one that is there.</summary>
    Folder,

    /// <summary>Removes it from the lower layers.</summary>
    Whiteout,

    /// <summary>Removes whatever lower layers hold in the folder.</summary>
    Opaque,

    /// <summary>Means nothing to readers of the final file system: a whiteout's own metadata.</summary>
    Marker,
}

/// <summary>A folder of a layer.</summary>
/// <param name="Hash">Hash of its path.</param>
/// <param name="Folder">Index of the folder that holds it.</param>
internal readonly record struct PathFolder(ulong Hash, int Folder);

/// <summary>A hard link.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Target">Hash of the path it points to.</param>
/// <param name="Name">Its own path; null beyond the limit for names.</param>
internal readonly record struct PathLink(int Entry, ulong Target, string? Name);
