namespace SecretGate.Images;

/// <summary>Kind of place an image is read from.</summary>
public enum ImagePlace
{
    /// <summary>A container engine.</summary>
    Engine,

    /// <summary>An archive: docker or OCI, plain or compressed.</summary>
    Archive,

    /// <summary>A folder: an OCI layout, or what <c>skopeo copy</c> writes to <c>dir:</c>.</summary>
    Folder,

    /// <summary>A registry.</summary>
    Registry,

    /// <summary>An archive on standard input.</summary>
    StandardInput,
}

/// <summary>Where an image is, as the command line names it.</summary>
/// <remarks>
/// <c>docker-daemon:REF</c>, <c>docker-archive:FILE[:REF]</c>, <c>oci:DIR[:REF]</c>, <c>oci-archive:FILE[:REF]</c>, <c>dir:DIR</c>,
/// <c>docker://REF</c>, <c>-</c>, or bare: an existing file or folder, else a reference in the engine. Which layout an archive or folder
/// has is read from its content, so the words <c>docker-</c> and <c>oci-</c> only help the reader.
/// </remarks>
public sealed record ImageLocator
{
    private const string Forms =
        "Use one of: docker-daemon:REF, docker-archive:FILE[:REF], oci:DIR[:REF], oci-archive:FILE[:REF], dir:DIR, docker://REF, - (standard input), or a bare file, folder or reference.";

    private static readonly (string Prefix, ImagePlace Place)[] Prefixes =
    [
        ("docker-daemon:", ImagePlace.Engine),
        ("docker-archive:", ImagePlace.Archive),
        ("oci-archive:", ImagePlace.Archive),
        ("oci:", ImagePlace.Folder),
        ("dir:", ImagePlace.Folder),
        ("docker://", ImagePlace.Registry),
    ];

    private ImageLocator(string text, ImagePlace place, string? path, string? reference)
    {
        Text = text;
        Place = place;
        Path = path;
        Reference = reference;
    }

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Kind of place.</summary>
    public ImagePlace Place { get; }

    /// <summary>File or folder; null for the other places.</summary>
    public string? Path { get; }

    /// <summary>The image meant; null for every image in the place.</summary>
    public string? Reference { get; }

    /// <summary>Reads what stands on the command line. Looks whether files exist, opens none.</summary>
    /// <exception cref="GateException">The text is none of the forms (exit code 2).</exception>
    public static ImageLocator Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "-")
        {
            return new ImageLocator(text, ImagePlace.StandardInput, null, null);
        }

        foreach (var (prefix, place) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return Parse(text, place, text[prefix.Length..]);
            }
        }

        return File.Exists(text) ? new ImageLocator(text, ImagePlace.Archive, text, null)
            : Directory.Exists(text) ? new ImageLocator(text, ImagePlace.Folder, text, null)
            : LooksLikePath(text) ? new ImageLocator(text, ImagePlace.Archive, text, null)
            : Parse(text, ImagePlace.Engine, text);
    }

    private static ImageLocator Parse(string text, ImagePlace place, string rest)
    {
        if (rest.Length == 0)
        {
            throw new GateException(ExitCode.Usage, $"No image is named in \"{text}\".", Forms);
        }

        switch (place)
        {
            case ImagePlace.Engine when !IsEngineReference(rest):
            case ImagePlace.Registry when !ImageReference.TryParse(rest, out _):
                throw new GateException(ExitCode.Usage, $"\"{rest}\" is no reference of an image.", Forms);
            case ImagePlace.Engine or ImagePlace.Registry:
                return new ImageLocator(text, place, null, rest);
            case ImagePlace.Archive when rest == "-":
                return new ImageLocator(text, ImagePlace.StandardInput, null, null);
            default:
                var (path, reference) = SplitPath(rest);
                return new ImageLocator(text, place, path, reference);
        }
    }

    // Both the path and the reference may hold colons: the longest existing path wins, else the first colon ends it.
    private static (string Path, string? Reference) SplitPath(string rest)
    {
        for (var end = rest.Length; end > 0; end = rest.LastIndexOf(':', end - 1))
        {
            if (System.IO.Path.Exists(rest[..end]))
            {
                return (rest[..end], end + 1 < rest.Length ? rest[(end + 1)..] : null);
            }
        }

        var colon = rest.IndexOf(':', 1);
        return colon < 0 ? (rest, null) : (rest[..colon], colon + 1 < rest.Length ? rest[(colon + 1)..] : null);
    }

    // An engine also takes an image ID, whole or the first digits of it.
    private static bool IsEngineReference(string text) => ImageReference.TryParse(text, out _) || Digest.TryParse(text, out _);

    private static bool LooksLikePath(string text) =>
        text.StartsWith('/') || text.StartsWith('.') || text.EndsWith(".tar", StringComparison.Ordinal) || text.Contains(".tar.", StringComparison.Ordinal);
}
