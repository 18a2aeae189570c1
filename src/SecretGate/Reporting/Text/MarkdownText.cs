using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SecretGate.Reporting.Text;

/// <summary>
/// Writes a sentence as GitHub-flavoured Markdown. Foreign text stands in code spans, the one place where a renderer looks for no link,
/// mention, reference, HTML, emoji or formula; what could end the span, or be markup for a less strict reader, is shown escaped.
/// </summary>
internal static partial class MarkdownText
{
    private const int MaxForeignLength = 300;

    // A word of these alone is no markup wherever it stands in a line.
    private static readonly SearchValues<char> PlainWord = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;?!'\"()/-%");

    /// <summary>The sentence on one line.</summary>
    public static string Of(Sentence sentence)
    {
        var text = new StringBuilder();
        foreach (var piece in sentence.Pieces)
        {
            text.Append(piece.Kind switch
            {
                Sentence.Kind.Own => piece.Text,
                Sentence.Kind.Prose => Prose(piece.Text),
                _ => Code(piece.Text),
            });
        }

        return text.ToString();
    }

    /// <summary>The sentence as a cell of a table.</summary>
    public static string Cell(Sentence sentence) => Of(sentence).Replace("|", @"\u007c", StringComparison.Ordinal);

    /// <summary>The text in a code span.</summary>
    private static string Code(string text)
    {
        var line = Markup().Replace(Inert.Line(text, MaxForeignLength), match => Escaped(match.Value));
        return $"`{line}`";
    }

    private static string Prose(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => IsPlain(word) ? word : Code(word)));

    private static bool IsPlain(string word) =>
        !word.AsSpan().TrimEnd(':').ContainsAnyExcept(PlainWord) && !word.Contains("www.", StringComparison.OrdinalIgnoreCase);

    // The last character of the match is the one that makes it markup.
    private static string Escaped(string match) => match[..^1] + Inert.Escape(match[^1]);

    // What ends a code span; blanks that a renderer would strip; tags; attributes that run scripts; links.
    [GeneratedRegex(@"`|^ | $|<(?=[A-Za-z/!?])|(?<![a-z])on[a-z]+=|onerror=|\]\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
