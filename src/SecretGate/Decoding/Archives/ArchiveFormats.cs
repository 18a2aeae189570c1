namespace SecretGate.Decoding.Archives;

/// <summary>The table of nested archives.</summary>
internal static class ArchiveFormats
{
    /// <summary>Bytes that <see cref="Detect"/> wants to see.</summary>
    public const int HeadBytes = 512;

    private const int PieceBytes = 64 * 1024;

    private static readonly (string Suffix, string Expanded)[] Suffixes =
    [
        (".tgz", ".tar"), (".taz", ".tar"), (".tbz", ".tar"), (".tbz2", ".tar"), (".txz", ".tar"), (".tlz", ".tar"), (".tzst", ".tar"),
        (".svgz", ".svg"), (".gz", ""), (".bz2", ""), (".xz", ""), (".zst", ""), (".zstd", ""), (".lz", ""), (".lz4", ""), (".lzma", ""), (".z", ""),
    ];

    private static readonly ArchiveFormat Embedded = new("zip", ZipReader.IsMatch, ZipReader.Walk);

    /// <summary>Every row, in the order of the test.</summary>
    public static IReadOnlyList<ArchiveFormat> All { get; } =
    [
        Embedded,
        new("tar", TarArchive.IsMatch, TarArchive.Walk),
        new("ar", ArReader.IsMatch, ArReader.Walk),
        new("cpio", CpioReader.IsMatch, CpioReader.Walk),
        new("rpm", RpmReader.IsMatch, RpmReader.Walk),
        new("7z", SevenZipReader.IsMatch, SevenZipReader.Walk),
        new("rar", RarArchiveReader.IsMatch, RarArchiveReader.Walk),
        new("git pack", GitPackReader.IsMatch, GitPackReader.Walk),
        .. StreamFormats.All.Select(format => new ArchiveFormat(format.Name, format.IsMatch, LoneStream.Walk)),
    ];

    /// <summary>The format whose magic bytes the head has; null for none.</summary>
    public static ArchiveFormat? Detect(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.IsMatch(head))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>
    /// Where, in a window of a file that starts otherwise, a zip starts or may start: an offset from which to go on with
    /// <see cref="FindEmbedded"/>, -1 for none.
    /// </summary>
    public static int IndexOfEmbedded(ReadOnlySpan<byte> window)
    {
        for (var from = 0; window[from..].IndexOf(ZipLocalHeader.Signature) is var at and >= 0; from += at + 1)
        {
            var head = window[(from + at)..];
            if (head.Length < ZipLocalHeader.PlausibleBytes || ZipLocalHeader.IsPlausible(head))
            {
                return from + at;
            }
        }

        // The signature may begin in the last bytes.
        for (var length = Math.Min(ZipLocalHeader.Signature.Length - 1, window.Length); length > 0; length--)
        {
            if (window.EndsWith(ZipLocalHeader.Signature[..length]))
            {
                return window.Length - length;
            }
        }

        return -1;
    }

    /// <summary>Reads on to the next zip that starts in a file, in front of its first header; null at the file's end.</summary>
    public static ArchiveFormat? FindEmbedded(ForwardStream file, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var window = file.Peek(PieceBytes);
            var at = IndexOfEmbedded(window);
            if (at >= 0 && ZipLocalHeader.IsPlausible(window[at..]))
            {
                file.Advance(at);
                return Embedded;
            }

            var isEnd = window.Length < PieceBytes;
            file.Advance(isEnd || at < 0 ? window.Length : at);
            if (isEnd)
            {
                return null;
            }
        }
    }

    /// <summary>What a tool calls the content of a compressed file: its name without the suffix (<c>a/k.pem.gz</c> gives <c>k.pem</c>).</summary>
    public static string ExpandedName(string? path)
    {
        var name = path?[(path.LastIndexOf('/') + 1)..] ?? "";
        foreach (var (suffix, expanded) in Suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^suffix.Length] + expanded;
            }
        }

        return name;
    }
}
