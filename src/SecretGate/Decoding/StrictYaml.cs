using System.Text;
using System.Text.Unicode;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SecretGate.Decoding;

/// <summary>
/// Reads the YAML that a person writes for the gate (policies, rules): one document of mappings, lists and texts. Size, depth and number
/// of values are bounded while the events arrive, before a tree is built; anchors, aliases, tags, further documents, duplicate keys,
/// keys that are no text, and characters that an editor does not show are refused with their position.
/// </summary>
internal sealed class StrictYaml
{
    /// <summary>Bytes (of a text: UTF-16 units) that a file may have.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>How deep values may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many values a file may have; as many rules as fit into <see cref="MaxBytes"/> stay below.</summary>
    public const int MaxValues = 50_000;

    private readonly string _name;
    private readonly Parser _parser;
    private int _values;

    private StrictYaml(string text, string name)
    {
        _name = name;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes, with or without BOM.</param>
    /// <param name="name">The file as the user named it, for errors.</param>
    /// <exception cref="GateException">It is empty, too large, no UTF-8, or not the YAML that this class reads.</exception>
    public static YamlValue Read(ReadOnlySpan<byte> utf8, string name)
    {
        RefuseTooLarge(utf8.Length, name);
        var text = new char[utf8.Length];
        Utf8.ToUtf16(utf8, text, out var bytesRead, out var charsWritten, replaceInvalidSequences: false);
        if (bytesRead < utf8.Length)
        {
            throw MarkAt(text.AsSpan(0, charsWritten), name).Refuse("this is not UTF-8.", "Save the file as UTF-8.");
        }

        return Read(new string(text, 0, charsWritten), name);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, with or without BOM.</param>
    /// <param name="name">The file as the user named it, for errors.</param>
    /// <exception cref="GateException">It is empty, too large, or not the YAML that this class reads.</exception>
    public static YamlValue Read(string text, string name)
    {
        RefuseTooLarge(text.Length, name);
        var content = text.StartsWith('\uFEFF') ? text[1..] : text;
        RefuseHiddenCharacters(content, name);
        var yaml = new StrictYaml(content, name);
        try
        {
            return yaml.ReadFile();
        }
        catch (YamlException error)
        {
            throw Invalid(yaml.MarkOf(error.Start), $": {error.Message.TrimEnd('.')}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The parser lets these out for some files: ": [" and a line break, "..." without a document, the escape "\UFFFFFFFF".
            throw Invalid(yaml.CurrentMark());
        }
    }

    private static void RefuseTooLarge(int length, string name)
    {
        if (length > MaxBytes)
        {
            throw new YamlMark(name, 1, 1).Refuse($"the file is larger than {MaxBytes / 1024} KiB.", "Make it shorter.");
        }
    }

    // Unicode line breaks and direction marks would show a reviewer another file than the one that is read; a NUL ends the parser's input.
    private static void RefuseHiddenCharacters(string text, string name)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c) && Rune.TryGetRuneAt(text, i, out _))
            {
                i++;
            }
            else if (c is not ('\t' or '\n' or '\r') && (c < ' ' || (c > '~' && IsHidden(c))))
            {
                throw MarkAt(text.AsSpan(0, i), name).Refuse(
                    $"the character U+{(int)c:X4} may not stand here.", "Remove it, or write it as an escape inside double quotes.");
            }
        }
    }

    private static bool IsHidden(char c) =>
        char.IsControl(c) || char.IsSurrogate(c)
        || c is '\u2028' or '\u2029' or '\u200E' or '\u200F' or '\uFEFF' or '\uFFFE' or '\uFFFF'
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static YamlMark MarkAt(ReadOnlySpan<char> before, string name) =>
        new(name, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));

    private YamlValue ReadFile()
    {
        Next<StreamStart>();
        if (_parser.Current is not DocumentStart)
        {
            throw new YamlMark(_name, 1, 1).Refuse("the file is empty.", "Write at least one key, or name no file.");
        }

        Next<DocumentStart>();
        var root = ReadValue(depth: 1);
        Next<DocumentEnd>();
        return _parser.Current is StreamEnd
            ? root
            : throw CurrentMark().Refuse("a second document starts here.", "Keep one document and remove the line \"---\".");
    }

    private YamlValue ReadValue(int depth)
    {
        var mark = CurrentMark();
        RefuseUnwanted(mark, depth);
        switch (_parser.Current)
        {
            case Scalar scalar:
                _parser.MoveNext();
                return new YamlScalar(mark, scalar.Value, scalar.Style is ScalarStyle.Plain);
            case SequenceStart:
                return ReadSequence(mark, depth);
            case MappingStart:
                return ReadMapping(mark, depth);
            default:
                throw mark.Refuse("a value is missing here.", "Write a value, or remove the key.");
        }
    }

    private void RefuseUnwanted(YamlMark mark, int depth)
    {
        if (_parser.Current is AnchorAlias || _parser.Current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw mark.Refuse("anchors (&) and aliases (*) are not allowed.", "Write the value out, or put quotes around a text that starts so.");
        }

        if (_parser.Current is NodeEvent { Tag.IsEmpty: false })
        {
            throw mark.Refuse("tags (!) are not allowed.", "Remove the tag, or put quotes around a text that starts so.");
        }

        if (depth > MaxDepth)
        {
            throw mark.Refuse($"values nest deeper than {MaxDepth} levels.", "Check the brackets and the indentation.");
        }

        if (++_values > MaxValues)
        {
            throw mark.Refuse($"the file has more than {MaxValues} values.", "Make it shorter.");
        }
    }

    private YamlSequence ReadSequence(YamlMark mark, int depth)
    {
        Next<SequenceStart>();
        var items = new List<YamlValue>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadValue(depth + 1));
        }

        Next<SequenceEnd>();
        return new YamlSequence(mark, items);
    }

    private YamlMapping ReadMapping(YamlMark mark, int depth)
    {
        Next<MappingStart>();
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            var key = ReadValue(depth + 1);
            if (key is not YamlScalar { IsNull: false, Text.Length: > 0 } text)
            {
                throw key.Mark.Refuse("a key must be a text.", "Write it as \"key: value\".");
            }

            if (!keys.Add(text.Text))
            {
                throw key.Mark.Refuse($"the key {YamlWords.Quote(text.Text)} is given twice.", "Keep one of the two.");
            }

            entries.Add(new YamlEntry(text, ReadValue(depth + 1)));
        }

        Next<MappingEnd>();
        return new YamlMapping(mark, entries);
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is null)
        {
            _parser.MoveNext();
        }

        if (_parser.Current is not T)
        {
            throw Invalid(CurrentMark());
        }

        _parser.MoveNext();
    }

    private YamlMark CurrentMark() => MarkOf(_parser.Current?.Start ?? Mark.Empty);

    private YamlMark MarkOf(Mark start) => new(_name, (int)start.Line, (int)start.Column);

    private static GateException Invalid(YamlMark mark, string because = "") =>
        mark.Refuse($"this is not valid YAML{because}.", "Check indentation, quotes and brackets around this place.");
}
