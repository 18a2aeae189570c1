using System.Text;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Sarif;

/// <summary>Writes a sentence as the text of a SARIF message: plain, but for links to related locations (SARIF 2.1.0 section 3.11.6).</summary>
internal static class SarifText
{
    private const int MaxForeignLength = 300;

    /// <summary>The message text.</summary>
    public static string Of(Sentence sentence)
    {
        var text = new StringBuilder();
        foreach (var piece in sentence.Pieces)
        {
            _ = piece.Kind switch
            {
                Sentence.Kind.Own => text.Append(piece.Text),
                Sentence.Kind.Link => text.Append('[').Append(LinkText(piece.Text)).Append("](").Append(piece.Target).Append(')'),
                _ => text.Append(Foreign(piece.Text)),
            };
        }

        return text.ToString();
    }

    /// <summary>Foreign text alone, cut to a length that code scanning takes.</summary>
    public static string Of(string foreign, int maxLength)
    {
        var text = Unlinked(Inert.Line(foreign));
        return text.Length <= maxLength ? text : text[..(maxLength - 1)] + "…";
    }

    private static string Foreign(string text) => Unlinked(Inert.Line(text, MaxForeignLength));

    // A link of the image's making would lead to a related location of ours, or be taken for Markdown.
    private static string Unlinked(string text) => text.Replace("](", @"]\u0028", StringComparison.Ordinal);

    private static string LinkText(string text) => Foreign(text)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("[", @"\[", StringComparison.Ordinal)
        .Replace("]", @"\]", StringComparison.Ordinal);
}
