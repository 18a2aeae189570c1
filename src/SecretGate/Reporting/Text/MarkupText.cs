using System.Buffers;
using System.Globalization;
using System.Text;

namespace SecretGate.Reporting.Text;

/// <summary>
/// Writes a sentence for HTML and XML, for element content and quoted attributes alike: inert, and with a numeric reference for whatever
/// is markup there, or would be for a careless reader of the bytes.
/// </summary>
internal static class MarkupText
{
    private const int MaxForeignLength = 500;

    private static readonly SearchValues<char> Referenced = SearchValues.Create("&<>\"'`=#[]");

    /// <summary>The sentence as text.</summary>
    public static string Of(Sentence sentence) => Of(sentence, verbatim: "", end: "");

    /// <summary>The sentence as HTML, foreign text marked up as code.</summary>
    public static string Html(Sentence sentence) => Of(sentence, "<code>", "</code>");

    private static string Of(Sentence sentence, string verbatim, string end)
    {
        var text = new StringBuilder();
        foreach (var piece in sentence.Pieces)
        {
            _ = piece.Kind switch
            {
                Sentence.Kind.Own => text.Append(Escape(piece.Text)),
                Sentence.Kind.Prose => text.Append(Escape(Inert.Line(piece.Text, MaxForeignLength))),
                _ => text.Append(verbatim).Append(Escape(Inert.Line(piece.Text, MaxForeignLength))).Append(end),
            };
        }

        return text.ToString();
    }

    private static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Referenced))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 32);
        foreach (var character in text)
        {
            _ = Referenced.Contains(character) ? escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)character};") : escaped.Append(character);
        }

        return escaped.ToString();
    }
}
