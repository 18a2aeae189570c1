using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pem;

/// <summary>
/// An encapsulated text (RFC 7468, RFC 1421, RFC 9580) lifted out of what it stands in: its label, and its body as plain lines. It may be
/// indented, quoted line by line, escaped, commented, part of a diff, or end early.
/// </summary>
internal sealed class PemText : IDisposable
{
    /// <summary>What every such text begins with.</summary>
    public static ReadOnlySpan<byte> Begin => "-----BEGIN"u8;

    private const int MaxLabelBytes = 64;
    private const int MaxMarkBytes = 16;
    private const int MaxTagBytes = 32;

    // Room for an operator, a call and an indentation between two string literals; more is other code.
    private const int MaxBetweenLiterals = 200;

    private readonly Scratch _body;

    private PemText(string label, Scratch body, int start, int end, bool hasEnd)
    {
        (Label, _body, Start, End, HasEnd) = (label, body, start, end, hasEnd);
    }

    /// <summary>What stands between BEGIN and the dashes: <c>RSA PRIVATE KEY</c>.</summary>
    public string Label { get; }

    /// <summary>Printable characters, blanks and line feeds between the two lines.</summary>
    public ReadOnlySpan<byte> Body => _body.Span;

    /// <summary>Index of the first dash.</summary>
    public int Start { get; }

    /// <summary>Index behind the last byte that belongs to it.</summary>
    public int End { get; }

    /// <summary>True when the END line was found.</summary>
    public bool HasEnd { get; }

    /// <summary>Reads the text whose first dash is at <paramref name="anchor"/>; null when no label follows.</summary>
    public static PemText? Read(ReadOnlySpan<byte> window, int anchor)
    {
        var text = new EscapedText(window, anchor + Begin.Length);
        return ReadLabel(ref text) is { } label ? new Reader(window, anchor, text).Read(label) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();

    private static string? ReadLabel(ref EscapedText text)
    {
        Span<char> label = stackalloc char[MaxLabelBytes];
        var length = 0;
        text.PlusIsBlank = text.Rest.StartsWith("+"u8);
        while (length < label.Length)
        {
            if (text.TrySkip("-----"u8))
            {
                return label[..length].Trim().ToString();
            }

            if (!text.TryRead(out var character) || !(char.IsAsciiLetterOrDigit((char)character) || character is (byte)' ' or (byte)'-' or (byte)'.'))
            {
                return null;
            }

            label[length++] = (char)character;
        }

        return null;
    }

    private ref struct Reader(ReadOnlySpan<byte> window, int anchor, EscapedText text)
    {
        private readonly ReadOnlySpan<byte> _window = window;
        private readonly ReadOnlySpan<byte> _mark = MarkOf(window[..anchor]);
        private readonly byte _quote = QuoteOf(window[..anchor]);
        private EscapedText _text = text;
        private bool _isInside = true;
        private int _between;

        public PemText Read(string label)
        {
            var body = new Scratch(Math.Min(_text.Rest.Length, 4_096));
            var end = _text.Position;
            while (!_text.Rest.StartsWith("-----"u8) && _text.TryRead(out var character))
            {
                if (!Take(character, body))
                {
                    return new PemText(label, body, anchor, end, hasEnd: false);
                }

                end = _isInside && Base64Text.IsDigit(character) ? _text.Position : end;
            }

            return EndLine() is { } behind
                ? new PemText(label, body, anchor, behind, hasEnd: true)
                : new PemText(label, body, anchor, end, hasEnd: false);
        }

        // False when what follows can no longer belong to the text.
        private bool Take(byte character, Scratch body)
        {
            if (_quote != 0 && character == _quote)
            {
                _isInside = !_isInside;
                _between = 0;
                body.Add((byte)'\n');
                return true;
            }

            if (!_isInside)
            {
                return ++_between <= MaxBetweenLiterals;
            }

            body.Add(character);
            if (_text.IsAtLineStart)
            {
                _text.SkipBlanks();
                _ = _mark.IsEmpty || _text.TrySkip(_mark);
            }
            else if (character == '<')
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

        private readonly int? EndLine()
        {
            var rest = _text.Rest;
            if (!rest.StartsWith("-----END"u8))
            {
                return null;
            }

            var line = rest[..Math.Min(rest.Length, MaxLabelBytes * 2)];
            var dashes = line[8..].IndexOf("-----"u8);
            return _text.Position + (dashes < 0 ? 8 : 8 + dashes + 5);
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
}
