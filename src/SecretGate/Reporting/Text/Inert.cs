using System.Buffers;
using System.Globalization;
using System.Text;

namespace SecretGate.Reporting.Text;

/// <summary>
/// Makes any text safe to print on one line of a log or terminal: what would move the cursor, hide, reorder or break a line is shown
/// escaped, and no CI system finds a command in it. Every output language starts from here.
/// </summary>
/// <remarks>
/// GitHub's runner obeys <c>::</c> at the start of a line after any white space, and <c>##[</c> anywhere; Azure's agent <c>##vso[</c>
/// anywhere (actions/runner v2.336 ActionCommand.cs, azure-pipelines-agent v4 Command.cs). Both stay readable: the second character of
/// the pair is shown as its escape.
/// </remarks>
public static class Inert
{
    // What needs no look: printable ASCII without the two characters that commands are made of.
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        " !\"$%&'()*+,-./0123456789;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The text on one line, inert.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.AsSpan().IndexOfAnyExcept(Harmless);
        if (first < 0)
        {
            return text;
        }

        var line = new StringBuilder(text.Length + 16).Append(text, 0, first);
        var commandColon = CommandColon(text);
        for (var i = first; i < text.Length; i++)
        {
            var isCommand = i == commandColon || (text[i] == '#' && line.Length > 0 && line[^1] == '#');
            i += AppendRune(line, text, i, isCommand);
        }

        return line.ToString();
    }

    /// <summary>The text on one line, inert, cut behind so many characters; how many are missing is said.</summary>
    public static string Line(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= maxLength)
        {
            return Line(text);
        }

        var cut = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return $"{Line(text[..cut])}… (and {(text.Length - cut).ToString("N0", CultureInfo.InvariantCulture)} more characters)";
    }

    /// <summary>Shows one character as an escape sequence.</summary>
    internal static string Escape(char character) => character switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        // A byte of a path that is no UTF-8 (Images/PathText).
        >= '\uDC80' and <= '\uDCFF' => $@"\x{character - 0xDC00:x2}",
        _ => $@"\u{(int)character:x4}",
    };

    /// <summary>True for a character that shows nothing, or something else than itself, where it stands.</summary>
    internal static bool IsHidden(Rune rune) => rune.Value switch
    {
        ' ' => false,
        < 0x7F => rune.Value < ' ',
        // Marks and letters that Unicode lists as Default_Ignorable_Code_Point (DerivedCoreProperties.txt, Unicode 16.0).
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 => true,
        >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned,
    };

    // Returns how many characters beyond the first were taken.
    private static int AppendRune(StringBuilder line, string text, int index, bool isCommand)
    {
        if (!Rune.TryGetRuneAt(text, index, out var rune))
        {
            line.Append(Escape(text[index]));
            return 0;
        }

        var length = rune.Utf16SequenceLength;
        if (!isCommand && !IsHidden(rune))
        {
            line.Append(text, index, length);
            return length - 1;
        }

        foreach (var unit in text.AsSpan(index, length))
        {
            line.Append(Escape(unit));
        }

        return length - 1;
    }

    // Where the second colon of a command would stand: behind blanks alone (any other white space is shown escaped). -1 for nowhere.
    private static int CommandColon(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept(' ');
        return start >= 0 && text.AsSpan(start).StartsWith("::") ? start + 1 : -1;
    }
}
