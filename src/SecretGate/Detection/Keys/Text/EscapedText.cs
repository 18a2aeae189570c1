namespace SecretGate.Detection.Keys.Text;

/// <summary>
/// Reads text that went through other languages, character by character: escapes of JSON, C and shells at any depth, XML entities, percent
/// and quoted-printable encoding, terminal colours. What is no ASCII reads as a blank.
/// </summary>
internal ref struct EscapedText(ReadOnlySpan<byte> bytes, int position)
{
    private const byte Escape = 0x1B;

    // Longer backslash runs than JSON in JSON in JSON in JSON makes are no escapes.
    private const int MaxBackslashes = 32;

    private static readonly (byte[] Name, byte Character)[] Entities =
    [
        ("&quot;"u8.ToArray(), (byte)'"'),
        ("&apos;"u8.ToArray(), (byte)'\''),
        ("&lt;"u8.ToArray(), (byte)'<'),
        ("&gt;"u8.ToArray(), (byte)'>'),
        ("&plus;"u8.ToArray(), (byte)'+'),
        ("&sol;"u8.ToArray(), (byte)'/'),
        ("&equals;"u8.ToArray(), (byte)'='),
        ("&nbsp;"u8.ToArray(), (byte)' '),
        ("&Tab;"u8.ToArray(), (byte)' '),
        ("&NewLine;"u8.ToArray(), (byte)'\n'),
    ];

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Index of the next byte.</summary>
    public int Position { get; private set; } = position;

    /// <summary>True when a plus sign stands for a blank, as in forms.</summary>
    public bool PlusIsBlank { get; set; }

    /// <summary>True when the character that was read last is a line break of the file, not an escaped one.</summary>
    public bool IsAtLineStart { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[Position..];

    /// <summary>Reads a character: printable ASCII, blank, or line feed for every kind of line break.</summary>
    public bool TryRead(out byte character)
    {
        IsAtLineStart = false;
        character = (byte)' ';
        if (Position >= _bytes.Length)
        {
            return false;
        }

        var b = _bytes[Position++];
        character = b switch
        {
            (byte)'\\' => ReadBackslash(),
            (byte)'&' => ReadEntity(),
            (byte)'%' => ReadPercent(),
            (byte)'`' => ReadBacktick(),
            (byte)'=' => ReadEquals(),
            (byte)'\r' or (byte)'\n' => ReadLineBreak(b),
            (byte)'+' when PlusIsBlank => (byte)' ',
            Escape => SkipColour(),
            > 0x20 and < 0x7F => b,
            _ => (byte)' ',
        };
        return true;
    }

    /// <summary>Steps over the bytes if they come next.</summary>
    public bool TrySkip(ReadOnlySpan<byte> expected)
    {
        var isNext = Rest.StartsWith(expected);
        Position += isNext ? expected.Length : 0;
        return isNext;
    }

    /// <summary>Steps over blanks and tabs.</summary>
    public void SkipBlanks()
    {
        while (Position < _bytes.Length && _bytes[Position] is (byte)' ' or (byte)'\t')
        {
            Position++;
        }
    }

    private byte ReadLineBreak(byte first)
    {
        if (first == '\r' && Position < _bytes.Length && _bytes[Position] == '\n')
        {
            Position++;
        }

        IsAtLineStart = true;
        return (byte)'\n';
    }

    private byte ReadBackslash()
    {
        for (var run = 1; run < MaxBackslashes && Position < _bytes.Length && _bytes[Position] == '\\'; run++)
        {
            Position++;
        }

        if (Position >= _bytes.Length)
        {
            return (byte)' ';
        }

        var b = _bytes[Position];
        switch (b)
        {
            case (byte)'n' or (byte)'r':
                Position++;
                return (byte)'\n';
            case (byte)'u' when ReadHex(Position + 1, 4) is { } unicode:
                Position += 5;
                return Plain(unicode);
            case (byte)'x' when ReadHex(Position + 1, 2) is { } hex:
                Position += 3;
                return Plain(hex);
            case (byte)'0' or (byte)'1' when ReadOctal(Position) is { } octal:
                Position += 3;
                return Plain(octal);
            case (byte)'\r' or (byte)'\n':
                Position++;
                ReadLineBreak(b);
                return (byte)' ';
            case (byte)'/' or (byte)'+' or (byte)'=' or (byte)'"' or (byte)'\'' or (byte)'-':
                Position++;
                return b;
            case (byte)'t' or (byte)'f' or (byte)'v' or (byte)'b':
                Position++;
                return (byte)' ';
            default:
                return (byte)' ';
        }
    }

    private byte ReadEntity()
    {
        while (TrySkip("amp;"u8))
        {
        }

        var rest = _bytes[Position..Math.Min(Position + 10, _bytes.Length)];
        if (rest is [(byte)'#', ..] && rest.IndexOf((byte)';') is > 1 and var end)
        {
            var isHex = rest[1] is (byte)'x' or (byte)'X';
            var digits = rest[(isHex ? 2 : 1)..end];
            if (ReadNumber(digits, isHex ? 16 : 10) is { } code)
            {
                Position += end + 1;
                return Plain(code);
            }
        }

        foreach (var (name, character) in Entities)
        {
            if (rest.StartsWith(name.AsSpan(1)))
            {
                Position += name.Length - 1;
                return character;
            }
        }

        return (byte)'&';
    }

    private byte ReadPercent()
    {
        while (TrySkip("25"u8))
        {
        }

        if (ReadHex(Position, 2) is not { } code)
        {
            return (byte)'%';
        }

        Position += 2;
        return Plain(code);
    }

    // PowerShell escapes with the backtick.
    private byte ReadBacktick()
    {
        if (Position < _bytes.Length && _bytes[Position] is (byte)'n' or (byte)'r')
        {
            Position++;
            return (byte)'\n';
        }

        return (byte)'`';
    }

    // Quoted-printable writes = as =3D, and breaks long lines with a = at their end; base64 ends its last line with =.
    private byte ReadEquals()
    {
        if (TrySkip("3D"u8))
        {
            return (byte)'=';
        }

        var rest = Rest;
        var lineBreak = rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) ? 1 : 0;
        if (lineBreak > 0 && rest.Length > lineBreak && Base64Text.IsDigit(rest[lineBreak]))
        {
            Position += lineBreak;
            return (byte)' ';
        }

        return (byte)'=';
    }

    private byte SkipColour()
    {
        if (TrySkip("["u8))
        {
            while (Position < _bytes.Length && _bytes[Position] is >= 0x20 and < 0x40)
            {
                Position++;
            }

            Position += Position < _bytes.Length ? 1 : 0;
        }

        return (byte)' ';
    }

    private readonly int? ReadHex(int start, int count) => start + count <= _bytes.Length ? ReadNumber(_bytes.Slice(start, count), 16) : null;

    private readonly int? ReadOctal(int start) => start + 3 <= _bytes.Length ? ReadNumber(_bytes.Slice(start, 3), 8) : null;

    private static int? ReadNumber(ReadOnlySpan<byte> digits, int radix)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            var number = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => radix,
            };
            if (number >= radix)
            {
                return null;
            }

            value = (value * radix) + number;
        }

        return digits.IsEmpty ? null : value;
    }

    private static byte Plain(int code) => code switch
    {
        '\n' or '\r' => (byte)'\n',
        > 0x20 and < 0x7F => (byte)code,
        _ => (byte)' ',
    };
}
