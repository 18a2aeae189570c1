using SecretGate.Decoding;
using SecretGate.Decoding.Archives;
using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;

namespace SecretGate.Findings;

/// <summary>
/// Scans the content of files: as it is, and, where it is an archive, its members too, to the depth that the limits allow. One a thread.
/// </summary>
/// <param name="rules">The rules to look for.</param>
/// <param name="limits">Bounds.</param>
/// <param name="passphrases">Takes what may open an encrypted key.</param>
internal sealed class ContentScanner(RuleSet rules, ScanLimits limits, PassphraseCandidates passphrases) : IDisposable
{
    // A member is scanned while its archive is: one scanner for each depth, made when the depth is first met.
    private readonly List<Level> _levels = [];
    private readonly ArchiveBudget _budget = new(limits);

    /// <summary>Bytes of nested members scanned, in addition to the files that hold them.</summary>
    public long ExpandedBytes { get; private set; }

    /// <summary>Nested archives opened.</summary>
    public long ArchivesOpened { get; private set; }

    /// <summary>Nested archives scanned raw only, because of the depth limit.</summary>
    public long ArchivesNotOpened { get; private set; }

    /// <summary>Reads the content to its end.</summary>
    /// <returns>Bytes read.</returns>
    public long Scan(Stream content, string? path, int entry, FactsBuilder facts, MetadataScan names, CancellationToken cancellationToken)
    {
        (ExpandedBytes, ArchivesOpened, ArchivesNotOpened) = (0, 0, 0);
        _budget.Reset();
        return ScanAt(0, content, path, new Run(entry, facts, names, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var level in _levels)
        {
            level.Scanner.Dispose();
        }
    }

    private long ScanAt(int depth, Stream content, string? path, Run run)
    {
        var level = LevelAt(depth);
        var scanner = level.Scanner;
        level.Sink.Target(run.Facts, path, run.Entry);
        scanner.Begin(level.Sink);
        try
        {
            var window = scanner.GetSpan();
            var head = content.ReadAtLeast(window, Math.Min(ArchiveFormats.HeadBytes, window.Length), throwOnEndOfStream: false);
            if (head < ArchiveFormats.HeadBytes)
            {
                passphrases.AddFile(window[..head], PassphraseSources.FolderOf(path));
            }

            return ArchiveFormats.Detect(window[..head]) is { } format
                ? ReadArchive(format, depth, new TeeStream(window[..head].ToArray(), content, scanner), path, run)
                : ReadPlain(depth, scanner, content, window, head, path, run);
        }
        finally
        {
            scanner.End();
        }
    }

    private long ReadPlain(int depth, Scanner scanner, Stream content, Span<byte> window, int count, string? path, Run run)
    {
        long total = 0;
        while (count > 0)
        {
            if (ArchiveFormats.IndexOfEmbedded(window[..count]) is >= 0 and var at)
            {
                var tee = new TeeStream(window[at..count].ToArray(), content, scanner);
                scanner.Advance(at);
                return total + at + ReadEmbedded(depth, tee, path, run);
            }

            scanner.Advance(count);
            total += count;
            run.CancellationToken.ThrowIfCancellationRequested();
            window = scanner.GetSpan();
            count = content.Read(window);
        }

        return total;
    }

    // A zip may start anywhere in a file: programs, scripts and pictures that one was appended to.
    private long ReadEmbedded(int depth, TeeStream tee, string? path, Run run)
    {
        using var rest = new ForwardStream(tee);
        if (ArchiveFormats.FindEmbedded(rest, run.CancellationToken) is { } format)
        {
            OpenArchive(format, depth, rest, path, run);
        }

        tee.Drain(run.CancellationToken);
        return tee.TotalBytes;
    }

    private long ReadArchive(ArchiveFormat format, int depth, TeeStream tee, string? path, Run run)
    {
        using var archive = new ForwardStream(tee);
        OpenArchive(format, depth, archive, path, run);
        tee.Drain(run.CancellationToken);
        return tee.TotalBytes;
    }

    private void OpenArchive(ArchiveFormat format, int depth, ForwardStream archive, string? path, Run run)
    {
        if (depth >= limits.ArchiveDepth)
        {
            ArchivesNotOpened++;
            run.Facts.Note(UnreadReason.Limit, path, $"This {format.Name} archive lies deeper than archive-depth ({limits.ArchiveDepth}); it was scanned raw, not opened.");
        }
        else
        {
            ArchivesOpened++;
            format.Read(archive, new Members(this, depth, path, run), limits, run.CancellationToken);
        }
    }

    private Level LevelAt(int depth)
    {
        while (_levels.Count <= depth)
        {
            _levels.Add(new Level(new Scanner(rules), new FileSink(passphrases)));
        }

        return _levels[depth];
    }

    private readonly record struct Level(Scanner Scanner, FileSink Sink);

    private readonly record struct Run(int Entry, FactsBuilder Facts, MetadataScan Names, CancellationToken CancellationToken);

    /// <summary>Members of one archive, each scanned one level deeper.</summary>
    private sealed class Members(ContentScanner owner, int depth, string? path, Run run) : IArchiveSink
    {
        public ArchiveBudget Budget => owner._budget;

        public void Member(string? name, Stream content)
        {
            var location = Locate(name ?? ArchiveFormats.ExpandedName(path));
            if (name is not null)
            {
                run.Names.Add(location, run.Entry, System.Text.Encoding.UTF8.GetBytes(name));
            }

            owner.ExpandedBytes += owner.ScanAt(depth + 1, content, location, run);
        }

        public void Text(string? name, ReadOnlySpan<byte> text) => run.Names.Add(name is null ? path ?? "" : Locate(name), run.Entry, text);

        public void Note(string reason, string? name, string message) => run.Facts.Note(reason, name is null ? path : Locate(name), message);

        private string Locate(string name) => $"{path}!/{name}";
    }

    /// <summary>Gives what the scanner finds in a file its path.</summary>
    private sealed class FileSink(PassphraseCandidates passphrases) : IMatchSink
    {
        private FactsBuilder? _facts;
        private string? _path;
        private int _entry;

        public void Target(FactsBuilder facts, string? path, int entry) => (_facts, _path, _entry) = (facts, path, entry);

        public void Accept(Match match) => _facts?.Add(At(match));

        public void Accept(PublicHalf half) => _facts?.Add(half);

        public void Accept(Match match, EncryptedContainer container) => _facts?.Add(At(match), container);

        public void AcceptPassphrase(ReadOnlySpan<byte> value, long offset) => passphrases.Add(value, PassphraseSources.Of(_path), PassphraseSources.FolderOf(_path));

        private Sighting At(Match match) => new()
        {
            Secret = match.Secret,
            Place = SightingPlace.File,
            Path = _path,
            Entry = _entry,
            Offset = match.Offset,
            Line = match.Line,
            Column = match.Column,
        };
    }
}
