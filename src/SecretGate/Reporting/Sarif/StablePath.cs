using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SecretGate.Images;

namespace SecretGate.Reporting.Sarif;

/// <summary>
/// Paths as relative URIs that code scanning takes and that do not change from build to build: it closes an alert and opens another
/// one when its URI changes, and refuses a colon, a blank, or a leading slash.
/// </summary>
internal static partial class StablePath
{
    private const string Unstable = "~";

    // Longer ones are cut: the true path stands in the logical location.
    private const int MaxPathLength = 4_096;
    private const int MaxUriLength = 1_024;

    private static readonly SearchValues<byte> Kept = SearchValues.Create("!+,-./0123456789@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"u8);

    /// <summary>A path in an image. What differs in every build (runs of 12 or more hex digits, ISO dates, temporary names) is <c>~</c>.</summary>
    public static string OfImage(string path)
    {
        var head = path.Length > MaxPathLength ? path[..MaxPathLength] : path;
        var segments = head.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(segment => segment is "." or ".." or "tmp"
            ? Unstable
            : Changing().Replace(segment, Unstable));
        var uri = ChangingBehindEscape().Replace(Encode(string.Join('/', segments)), Unstable);
        return uri.Length switch
        {
            0 => Unstable,
            > MaxUriLength => Cut(uri),
            _ => uri,
        };
    }

    /// <summary>A file of the repository or a name, as it is.</summary>
    public static string OfSource(string file) =>
        Encode(string.Join('/', file.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment is not "." and not "..")));

    private static string Encode(string path)
    {
        var uri = new StringBuilder(path.Length);
        foreach (var value in PathText.Encode(path))
        {
            _ = Kept.Contains(value) ? uri.Append((char)value) : uri.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return uri.ToString();
    }

    // Not in the middle of an escape.
    private static string Cut(string uri)
    {
        var escape = uri.LastIndexOf('%', MaxUriLength - 1, 2);
        return uri[..(escape < 0 ? MaxUriLength : escape)] + Unstable;
    }

    // Hex digests and UUIDs; dates with their time; names of mkstemp and mktemp.
    [GeneratedRegex(
        "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{12,}"
        + "|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T_ ][0-9]{2}(?:[:.-]?[0-9]{2})*(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
        + @"|\btmp[A-Za-z0-9]{6,}\b|^tmp[._-][A-Za-z0-9]{6,}$",
        RegexOptions.ECMAScript)]
    private static partial Regex Changing();

    // The digits of an escape and those behind it read as one run.
    [GeneratedRegex("(?<=%[0-9A-F]{2})(?:[0-9a-f]{10,}|[0-9]{2}-[0-9]{2}-[0-9]{2})")]
    private static partial Regex ChangingBehindEscape();
}
