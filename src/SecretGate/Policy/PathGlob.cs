using System.Buffers;
using Microsoft.Extensions.FileSystemGlobbing;
using SecretGate.Decoding;

namespace SecretGate.Policy;

/// <summary>
/// A pattern over paths of an image or names of images: <c>*</c> stands for any characters of one segment, <c>**</c> for any number of
/// whole segments. Letter case counts, names that start with a dot are names like others.
/// </summary>
internal sealed class PathGlob
{
    private const int MaxLength = 1_024;

    private static readonly SearchValues<char> ForeignSigns = SearchValues.Create("?[]{}\\\0");

    // Any folder: the matcher looks at names alone, never at a disk, but wants the files to lie under something.
    private const string Root = "/";

    private readonly Matcher _matcher = new(StringComparison.Ordinal);
    private readonly string _pattern;

    // What every match starts and ends with: nearly all paths are told apart without the matcher, which takes 10 µs.
    private readonly string _start;
    private readonly string _end;

    private PathGlob(string pattern)
    {
        _pattern = pattern;
        _start = pattern.Split('*')[0];
        _end = pattern.Split('*')[^1].TrimStart('/');
        _matcher.AddInclude(pattern);
    }

    /// <summary>True when it has no letter of its own and so matches every file at some depth or at all.</summary>
    public bool IsBlanket => _pattern.All(c => c is '*' or '/') && _pattern.Contains("**", StringComparison.Ordinal);

    /// <summary>Reads a pattern; a slash in front of it is the root of the image.</summary>
    /// <exception cref="GateException">It has signs of other pattern languages, or could leave the image.</exception>
    public static PathGlob Read(YamlScalar scalar)
    {
        var segments = scalar.Text.TrimStart('/').Split('/');
        return Fault(scalar.Text, segments) is var (why, fix)
            ? throw scalar.Mark.Refuse($"the pattern {YamlWords.Quote(scalar.Text)} {why}.", fix)
            : new PathGlob(Shorten(segments));
    }

    /// <summary>
    /// True when the path matches. One that is not in its plain form (empty, <c>.</c> or <c>..</c> segments, backslashes) never does: the
    /// matcher would resolve it to another file.
    /// </summary>
    public bool IsMatch(string path) =>
        path.StartsWith(_start, StringComparison.Ordinal)
        && path.EndsWith(_end, StringComparison.Ordinal)
        && path.Length > 0
        && !path.AsSpan().ContainsAny('\\', '\0')
        && path.Split('/').All(segment => segment is not ("" or "." or ".."))
        && _matcher.Match(Root, path).HasMatches;

    /// <summary>The pattern.</summary>
    public override string ToString() => _pattern;

    private static (string Why, string Fix)? Fault(string pattern, string[] segments)
    {
        if (pattern.Length > MaxLength)
        {
            return ($"is longer than {MaxLength} characters", "Shorten it.");
        }

        if (pattern.AsSpan().IndexOfAny(ForeignSigns) is var index and >= 0)
        {
            return ($"has a {YamlWords.Quote(pattern[index].ToString())}", "Only * and ** have a meaning: write * in its place, or a second exception.");
        }

        if (segments.Any(segment => segment is "" or "." or ".."))
        {
            return ("has an empty, . or .. segment", "Write the path from the image's root, as the report shows it.");
        }

        // The matcher takes *.* for *, as DOS did, and two asterisks inside a name for one.
        return segments.Any(segment => segment is "*.*" || (segment is not "**" && segment.Contains("**", StringComparison.Ordinal)))
            ? ("has ** beside other characters, or *.*", "Write ** alone between two slashes, and * for every name.")
            : null;
    }

    // "**/**" means "**"; without this a pattern of nothing else makes the matcher slow.
    private static string Shorten(string[] segments) =>
        string.Join('/', segments.Where((segment, index) => segment != "**" || index == 0 || segments[index - 1] != "**"));
}
