using System.Text;

namespace SecretGate.Reporting.Text;

/// <summary>Writes a console report: the one place that escapes for terminals and logs.</summary>
internal sealed class TerminalWriter : IDisposable
{
    // A path of 4,096 bytes is legal and a hostile one can be 1 MiB; a reader needs neither whole.
    private const int MaxForeignLength = 500;
    private const string Reset = "\e[0m";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StreamWriter _writer;
    private readonly bool _usesColour;

    /// <summary>Creates one; the stream stays open.</summary>
    public TerminalWriter(Stream output, bool usesColour)
    {
        _writer = new StreamWriter(output, Utf8, leaveOpen: true) { NewLine = "\n" };
        _usesColour = usesColour;
    }

    /// <summary>Colours of a label, by ANSI number (ECMA-48 8.3.117).</summary>
    public enum Colour
    {
        /// <summary>None.</summary>
        None = 0,

        /// <summary>Bold.</summary>
        Bold = 1,

        /// <summary>Faint.</summary>
        Faint = 2,

        /// <summary>Red.</summary>
        Red = 31,

        /// <summary>Green.</summary>
        Green = 32,

        /// <summary>Yellow.</summary>
        Yellow = 33,

        /// <summary>Cyan.</summary>
        Cyan = 36,
    }

    /// <summary>An empty line.</summary>
    public void Line() => _writer.WriteLine();

    /// <summary>One line.</summary>
    public void Line(Sentence sentence) => _writer.WriteLine(Plain(sentence));

    /// <summary>One line that starts with a coloured label of ours.</summary>
    public void Line(string label, Colour colour, Sentence sentence)
    {
        var isColoured = _usesColour && colour != Colour.None;
        _writer.WriteLine(isColoured ? $"\e[{(int)colour}m{label}{Reset}{Plain(sentence)}" : $"{label}{Plain(sentence)}");
    }

    /// <summary>A sentence as inert text on one line.</summary>
    public static string Plain(Sentence sentence)
    {
        var text = new StringBuilder();
        foreach (var piece in sentence.Pieces)
        {
            text.Append(piece.Kind == Sentence.Kind.Own ? piece.Text : Inert.Line(piece.Text, MaxForeignLength));
        }

        return text.ToString();
    }

    /// <summary>Writes what is buffered.</summary>
    public void Dispose() => _writer.Dispose();
}
