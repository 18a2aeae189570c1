using System.Text;
using SecretGate.Detection;
using SecretGate.Detection.Keys;

namespace SecretGate.Findings;

/// <summary>
/// Scans the texts beside the content of files: names, link targets, attributes, names of archive members. Many short texts make one run,
/// a line each, so that a million names cost no more than a file of them.
/// </summary>
internal sealed class MetadataScan : IMatchSink, IDisposable
{
    // A run is closed when it reaches this, so that the list of its texts stays short.
    private const int RunBytes = 64 * 1024;

    private readonly Scanner _scanner;
    private readonly FactsBuilder _facts;
    private readonly List<(long Start, string Path, int? Entry, int Length)> _texts = [];
    private readonly List<(Match Match, EncryptedContainer? Container)> _matches = [];
    private readonly List<(string Path, string Masked)> _maskedPaths = [];
    private long _length;

    /// <summary>Creates one for one blob.</summary>
    public MetadataScan(Scanner scanner, FactsBuilder facts)
    {
        _scanner = scanner;
        _facts = facts;
        _scanner.Begin(this);
    }

    /// <summary>Adds one text of the entry at <paramref name="path"/>.</summary>
    /// <param name="path">Path of the entry, with the member's name behind it for a member of an archive.</param>
    /// <param name="entry">The entry; null when no reader of the file system shows the text.</param>
    /// <param name="text">Raw bytes.</param>
    public void Add(string path, int? entry, ReadOnlySpan<byte> text)
    {
        _texts.Add((_length, path, entry, text.Length));
        _scanner.Push(text);
        _scanner.Push("\n"u8);
        _length += text.Length + 1;
        if (_length >= RunBytes)
        {
            Close();
            _scanner.Begin(this);
        }
    }

    /// <summary>Scans what is left and masks paths that hold a secret.</summary>
    public void Complete()
    {
        Close();
        _scanner.Begin(this);
        foreach (var (path, masked) in _maskedPaths)
        {
            _facts.MaskPath(path, masked);
        }
    }

    /// <inheritdoc/>
    public void Accept(Match match) => _matches.Add((match, null));

    /// <inheritdoc/>
    public void Accept(PublicHalf half) => _facts.Add(half);

    /// <inheritdoc/>
    public void Accept(Match match, EncryptedContainer container) => _matches.Add((match, container));

    /// <inheritdoc/>
    public void AcceptPassphrase(ReadOnlySpan<byte> value, long offset)
    {
        // Names of files hold no passphrases of others.
    }

    /// <inheritdoc/>
    public void Dispose() => _scanner.End();

    private void Close()
    {
        _scanner.End();
        foreach (var (match, container) in _matches)
        {
            var (start, path, entry, length) = _texts[TextAt(match.Offset)];
            var offset = match.Offset - start;
            NotePath(path, offset, match.Length, length);
            var sighting = new Sighting { Secret = match.Secret, Place = SightingPlace.Metadata, Path = path, Entry = entry, Offset = offset };
            _facts.Add(sighting, container);
        }

        _matches.Clear();
        _texts.Clear();
        _length = 0;
    }

    // A text as long as the path's end is taken for its name: masking an attribute's bytes in a path by chance would only hide more.
    private void NotePath(string path, long offset, int matchLength, int textLength)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        var from = bytes.Length - textLength + offset;
        if (from < 0 || from + matchLength > bytes.Length)
        {
            return;
        }

        var masked = Encoding.UTF8.GetString(bytes.AsSpan(0, (int)from)) + "***" + Encoding.UTF8.GetString(bytes.AsSpan((int)from + matchLength));
        _maskedPaths.Add((path, masked));
    }

    private int TextAt(long offset)
    {
        var (low, high) = (0, _texts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _texts[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
