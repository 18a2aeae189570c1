using System.Globalization;
using System.Runtime.CompilerServices;

namespace SecretGate.Reporting.Text;

/// <summary>
/// A sentence of a report, written as an interpolated string: the literal text is ours, every hole is not, and each output language
/// escapes the two in its own way. So no caller can forget to.
/// </summary>
/// <remarks>
/// A hole is foreign and verbatim (a path, an instruction: code in Markdown) unless it is a number, another sentence, or says otherwise:
/// <c>{name:prose}</c> for running text of rules, <c>{word:own}</c> for a word that this program made.
/// </remarks>
[InterpolatedStringHandler]
internal sealed class Sentence
{
    private readonly List<Piece> _pieces;

    /// <summary>Called by the compiler.</summary>
    public Sentence(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _pieces = new List<Piece>((formattedCount * 2) + 1);
    }

    /// <summary>What kind of text a piece is.</summary>
    public enum Kind
    {
        /// <summary>Our words.</summary>
        Own,

        /// <summary>Foreign running text.</summary>
        Prose,

        /// <summary>Foreign text to be shown as it is written.</summary>
        Verbatim,

        /// <summary>Foreign text that leads to the related location with the number <see cref="Piece.Target"/>.</summary>
        Link,
    }

    /// <summary>The pieces in order.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _pieces.Add(new Piece(Kind.Own, value));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(string? value) => AppendFormatted(value, null);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(string? value, string? format)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _pieces.Add(new Piece(KindOf(format), value));
        }
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(Link value) => _pieces.Add(new Piece(Kind.Link, value.Text, value.Target));

    /// <summary>Called by the compiler. An int is a number or an index; it stands as it is.</summary>
    public void AppendFormatted(int value) => _pieces.Add(new Piece(Kind.Own, value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Called by the compiler. A long is an amount; its thousands are grouped.</summary>
    public void AppendFormatted(long value) => _pieces.Add(new Piece(Kind.Own, value.ToString("N0", CultureInfo.InvariantCulture)));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(Sentence? value)
    {
        if (value is not null)
        {
            _pieces.AddRange(value._pieces);
        }
    }

    private static Kind KindOf(string? format) => format switch
    {
        null => Kind.Verbatim,
        "prose" => Kind.Prose,
        "own" => Kind.Own,
        _ => throw new FormatException($"A sentence knows no format \"{format}\"."),
    };

    /// <summary>A piece.</summary>
    /// <param name="Kind">Whose text it is.</param>
    /// <param name="Text">The text, not escaped.</param>
    /// <param name="Target">Number of the related location for <see cref="Kind.Link"/>.</param>
    public readonly record struct Piece(Kind Kind, string Text, int Target = 0);

    /// <summary>A hole that links to a related location of a SARIF result.</summary>
    public readonly record struct Link(string Text, int Target);
}
