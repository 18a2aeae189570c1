namespace SecretGate.Detection.Keys.Text;

/// <summary>
/// Lines of text lifted out of what they stand in: indented, quoted line by line, escaped, commented, part of a diff. The text begins at
/// an anchor; what stands in front of the anchor tells how its lines are wrapped.
/// </summary>
internal ref struct EmbeddedText
{
    private const int MaxMarkBytes = 16;
    private const int MaxTagBytes = 32;

    // Room for an operator, a call and an indentation between two string literals; more is other code.
    private const int MaxBetweenLiterals = 200;

    private readonly ReadOnlySpan<byte> _mark;
    private readonly byte _quote;
    private readonly bool _keepsTags;
    private EscapedText _text;
    private bool _isInside = true;
    private int _between;

    /// <param name="window">Bytes around the text.</param>
    /// <param name="anchor">Index of its first byte.</param>
    /// <param name="text">Reader behind what was already read.</param>
    /// <param name="keepsTags">True when tags are part of the text; else they are markup around its lines.</param>
    public EmbeddedText(ReadOnlySpan<byte> window, int anchor, EscapedText text, bool keepsTags = false)
    {
        _keepsTags = keepsTags;
        _mark = keepsTags ? default : MarkOf(window[..anchor]);
        _quote = QuoteOf(window[..anchor]);
        _text = text;
        End = text.Position;
    }

    /// <summary>Index behind the last letter or digit that was read.</summary>
    public int End { get; private set; }

    /// <summary>Letters and digits after which <see cref="End"/> stands still: those that are known to belong to the text.</summary>
    public int DigitLimit { get; set; } = int.MaxValue;

    /// <summary>Index of the next byte.</summary>
    public readonly int Position => _text.Position;

    /// <summary>Bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _text.Rest;

    /// <summary>Reads until the stop comes next; false when the text ends before, or is longer than that many characters.</summary>
    public bool ReadTo(ReadOnlySpan<byte> stop, Scratch output, int maxCharacters = int.MaxValue)
    {
        while (!_text.Rest.StartsWith(stop))
        {
            if (maxCharacters-- <= 0 || !_text.TryRead(out var character) || !Take(character, output))
            {
                return false;
            }

            if (_isInside && Base64Text.IsDigit(character) && DigitLimit-- > 0)
            {
                End = _text.Position;
            }
        }

        return true;
    }

    // False when what follows can no longer belong to the text.
    private bool Take(byte character, Scratch output)
    {
        if (_quote != 0 && character == _quote)
        {
            _isInside = !_isInside;
            _between = 0;
            output.Add((byte)'\n');
            return true;
        }

        if (!_isInside)
        {
            return ++_between <= MaxBetweenLiterals;
        }

        output.Add(character);
        if (_text.IsAtLineStart)
        {
            _text.SkipBlanks();
            _ = _mark.IsEmpty || _text.TrySkip(_mark);
        }
        else if (character == '<' && !_keepsTags)
        {
            SkipTag();
        }

        return true;
    }

    private void SkipTag()
    {
        var rest = _text.Rest;
        var close = rest[..Math.Min(rest.Length, MaxTagBytes)].IndexOf((byte)'>');
        _ = close >= 0 && _text.TrySkip(rest[..(close + 1)]);
    }

    // What stands in front of the text on its line and may stand in front of all others: comment marks, plus or minus of a diff.
    private static ReadOnlySpan<byte> MarkOf(ReadOnlySpan<byte> before)
    {
        var mark = before[(before.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)..];
        mark = mark.Length > MaxMarkBytes ? default : mark.Trim(" \t"u8);
        foreach (var b in mark)
        {
            if (b >= 0x80 || char.IsAsciiLetterOrDigit((char)b))
            {
                return default;
            }
        }

        return mark;
    }

    // The quote that opens the string literal which holds the text; line breaks, escaped or not, may stand between the two.
    private static byte QuoteOf(ReadOnlySpan<byte> before)
    {
        for (var i = before.Length - 1; i >= Math.Max(0, before.Length - MaxMarkBytes); i--)
        {
            var isEscape = before[i] is (byte)'n' or (byte)'r' or (byte)'t' && i > 0 && before[i - 1] == '\\';
            if (before[i] is (byte)'"' or (byte)'\'' or (byte)'`')
            {
                return before[i];
            }

            if (!isEscape && before[i] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\\'))
            {
                return 0;
            }
        }

        return 0;
    }
}
