namespace SecretGate.Images.Layouts;

/// <summary>The files of an archive or folder by normalised path. One path may have several files: readers differ in which they take.</summary>
internal sealed class MediumIndex : IMedium
{
    /// <summary>Files and links of one medium: an archive of the most layers that engines take has about 400 for an image.</summary>
    public const int FileLimit = 100_000;

    private readonly Dictionary<string, List<Entry>> _byPath = [];
    private readonly Dictionary<string, int> _copies = [];
    private readonly List<MediumFile> _files = [];
    private int _entries;

    /// <summary>Every file, in the order in which they were added.</summary>
    public IReadOnlyList<MediumFile> Files => _files;

    /// <summary>True when no further file or link can be added.</summary>
    public bool IsFull => _entries >= FileLimit;

    /// <summary>Adds a file under a unique name.</summary>
    /// <param name="path">Normalised path.</param>
    /// <param name="sizeBytes">Its size.</param>
    /// <param name="text">Its bytes when it is kept as a text.</param>
    public MediumFile Add(string path, long sizeBytes, ReadOnlyMemory<byte>? text)
    {
        var file = new MediumFile(NameFor(path), sizeBytes, text);
        _files.Add(file);
        Add(path, new Entry(file, null));
        return file;
    }

    /// <summary>Adds a link to another path of the medium; a null target leads outside.</summary>
    public void AddLink(string path, string? target) => Add(path, new Entry(null, target));

    /// <inheritdoc/>
    public IReadOnlyList<MediumFile> FindAll(string path)
    {
        var found = new List<MediumFile>();
        var seen = new HashSet<string> { path };
        var open = new Queue<string>([path]);
        while (open.TryDequeue(out var next))
        {
            foreach (var (file, target) in _byPath.GetValueOrDefault(next) ?? [])
            {
                if (file is not null)
                {
                    found.Add(file);
                }
                else if (target is not null && seen.Add(target))
                {
                    open.Enqueue(target);
                }
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public MediumFile? FindBlob(Descriptor blob, BlobRole role) =>
        FindAll(MediumPath.OfBlob(blob.Digest)) is [.., var found] ? found : FindAll(blob.Digest.Hex) is [.., var file] ? file : null;

    private string NameFor(string path)
    {
        var plain = MediumPath.ClaimedDigest(path)?.ToString() ?? path;
        var name = plain;
        while (!_copies.TryAdd(name, 1))
        {
            name = $"{plain}#{++_copies[plain]}";
        }

        return name;
    }

    private void Add(string path, Entry entry)
    {
        _entries++;
        if (!_byPath.TryGetValue(path, out var entries))
        {
            entries = [];
            _byPath.Add(path, entries);
        }

        entries.Add(entry);
    }

    private readonly record struct Entry(MediumFile? File, string? Target);
}
