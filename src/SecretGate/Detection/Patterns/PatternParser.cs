using System.Text;

namespace SecretGate.Detection.Patterns;

/// <summary>
/// Reads a pattern: literals, escapes, classes, counted repeats, groups with alternatives, one capturing group, line and word edges,
/// the flags i (letter case), s (dot takes line feeds too) and x (blanks and comments). The syntax is that of .NET's regular expressions;
/// a text means its UTF-8 bytes, and <c>^</c> and <c>$</c> are the edges of a line.
/// </summary>
internal sealed class PatternParser
{
    /// <summary>Characters that a pattern may have.</summary>
    public const int MaxCharacters = 4096;

    /// <summary>
    /// What <c>*</c>, <c>+</c> and <c>{n,}</c> stand for at most. Longer runs are data, no secret; a rule for longer tokens says its length.
    /// </summary>
    public const int OpenRepeat = 2048;

    private const int MaxRepeat = 16 * 1024;
    private const int MaxDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;
    private bool _hasCapture;
    private Flags _flags;

    private PatternParser(string text) => _text = text;

    [Flags]
    private enum Flags
    {
        None = 0,
        IgnoreCase = 1,
        DotTakesLineFeed = 2,
        Verbose = 4,
    }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="PatternException">It is malformed, or uses what this grammar does not have.</exception>
    public static PatternNode Parse(string text)
    {
        if (text.Length > MaxCharacters)
        {
            throw new PatternException($"the pattern is longer than {MaxCharacters} characters", "Split it into several rules.");
        }

        var parser = new PatternParser(text);
        var root = parser.Alternatives();
        return parser._at == text.Length ? root : throw parser.Wrong("\")\" closes no group", "Write \"\\)\" for the character.");
    }

    private PatternNode Alternatives()
    {
        if (++_depth > MaxDepth)
        {
            throw Wrong($"groups nest deeper than {MaxDepth} levels", "Make it simpler.");
        }

        var flags = _flags;
        var alternatives = new List<PatternNode> { Items() };
        while (Take('|'))
        {
            alternatives.Add(Items());
        }

        _flags = flags;
        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : new PatternNode.Choice(alternatives);
    }

    private PatternNode Items()
    {
        var items = new List<PatternNode>();
        while (SkipBlanks() && _text[_at] is not ('|' or ')'))
        {
            var item = Item();
            if (SkipBlanks() && item is not null)
            {
                item = Repeated(item);
            }

            if (item is not null)
            {
                items.Add(item);
            }
        }

        return items.Count == 1 ? items[0] : new PatternNode.Sequence(items);
    }

    // In a verbose pattern: blanks and comments. False at the end of the pattern.
    private bool SkipBlanks()
    {
        while (_flags.HasFlag(Flags.Verbose) && _at < _text.Length)
        {
            if (_text[_at] == '#')
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end + 1;
            }
            else if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else
            {
                break;
            }
        }

        return _at < _text.Length;
    }

    // Null for a group that only sets flags.
    private PatternNode? Item()
    {
        var c = _text[_at++];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                return new PatternNode.One(Class());
            case '.':
                return new PatternNode.One(_flags.HasFlag(Flags.DotTakesLineFeed) ? ByteSet.All : ByteSet.Of((byte)'\n').Not());
            case '^':
                return new PatternNode.Edge(EdgeKind.LineStart);
            case '$':
                return new PatternNode.Edge(EdgeKind.LineEnd);
            case '\\':
                return Escaped();
            case '*' or '+' or '?':
                _at--;
                throw Wrong($"\"{c}\" repeats nothing", $"Write \"\\{c}\" for the character.");
            default:
                return Literal(c);
        }
    }

    private PatternNode Escaped()
    {
        if (Take('b'))
        {
            return new PatternNode.Edge(EdgeKind.Word);
        }

        return Take('B') ? new PatternNode.Edge(EdgeKind.NoWord) : new PatternNode.One(Escape());
    }

    private PatternNode Literal(char c)
    {
        if (c < 0x80)
        {
            return new PatternNode.One(Fold(ByteSet.Of((byte)c)));
        }

        var rune = Rune.TryCreate(c, _at < _text.Length ? _text[_at] : '\0', out var pair) ? pair : new Rune(char.IsSurrogate(c) ? '\uFFFD' : c);
        _at += rune.Utf16SequenceLength - 1;
        Span<byte> bytes = stackalloc byte[4];
        bytes = bytes[..rune.EncodeToUtf8(bytes)];
        return new PatternNode.Sequence([.. bytes.ToArray().Select(b => new PatternNode.One(ByteSet.Of(b)))]);
    }

    private PatternNode? Group()
    {
        if (!Take('?'))
        {
            if (_hasCapture)
            {
                throw Beyond("there is a second capturing group", "Write \"(?:…)\" for every group but the one around the secret.");
            }

            _hasCapture = true;
            return new PatternNode.Capture(GroupBody());
        }

        var flags = _flags;
        ReadFlags();
        if (Take(')'))
        {
            return null;
        }

        if (!Take(':'))
        {
            throw Beyond("this kind of group is not known", "Use \"(?:…)\", or \"(…)\" around the secret.");
        }

        var body = GroupBody();
        _flags = flags;
        return body;
    }

    private PatternNode GroupBody()
    {
        var body = Alternatives();
        return Take(')') ? body : throw Wrong("a group is not closed", "Add \")\", or write \"\\(\" for the character.");
    }

    private void ReadFlags()
    {
        var on = true;
        for (; _at < _text.Length && _text[_at] is '-' or 'i' or 's' or 'x' or 'm'; _at++)
        {
            var flag = _text[_at] switch
            {
                'i' => Flags.IgnoreCase,
                's' => Flags.DotTakesLineFeed,
                'x' => Flags.Verbose,
                _ => Flags.None,
            };
            on &= _text[_at] != '-';
            _flags = on ? _flags | flag : _flags & ~flag;
        }
    }

    private PatternNode Repeated(PatternNode item)
    {
        if (ReadCount() is not var (min, max))
        {
            return item;
        }

        if (item is PatternNode.Edge)
        {
            throw Wrong("an edge is repeated", "Remove the repeat.");
        }

        var isLazy = Take('?');
        if (SkipBlanks() && (_text[_at] is '*' or '+' or '?' || (_text[_at] == '{' && ReadCount() is not null)))
        {
            throw Wrong("a repeat is repeated", "Put the inner one into \"(?:…)\".");
        }

        return new PatternNode.Repeat(item, min, max, isLazy);
    }

    private (int Min, int Max)? ReadCount()
    {
        if (Take('?'))
        {
            return (0, 1);
        }

        if (Take('*'))
        {
            return (0, OpenRepeat);
        }

        if (Take('+'))
        {
            return (1, OpenRepeat);
        }

        // "{" that starts no count stands for itself, as in .NET.
        var start = _at;
        if (!Take('{') || ReadNumber() is not { } min)
        {
            _at = start;
            return null;
        }

        var max = Take(',') ? ReadNumber() ?? Math.Max(min, OpenRepeat) : min;
        if (!Take('}'))
        {
            _at = start;
            return null;
        }

        if (min > max || max > MaxRepeat)
        {
            throw Wrong($"the counts {min} and {max} are out of order or above {MaxRepeat}", "Write \"{least,most}\".");
        }

        return (min, max);
    }

    private int? ReadNumber()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]) && _at - start < 6)
        {
            _at++;
        }

        return _at == start ? null : int.Parse(_text.AsSpan(start, _at - start), System.Globalization.CultureInfo.InvariantCulture);
    }

    private ByteSet Class()
    {
        var isNegated = Take('^');
        var set = ByteSet.None;
        for (var isFirst = true; ; isFirst = false)
        {
            if (_at >= _text.Length)
            {
                throw Wrong("a class is not closed", "Add \"]\", or write \"\\[\" for the character.");
            }

            if (_text[_at] == ']' && !isFirst)
            {
                _at++;
                break;
            }

            set = set.Or(ClassItem());
        }

        set = Fold(set);
        return isNegated ? set.Not() : set;
    }

    private ByteSet ClassItem()
    {
        var first = ClassMember();
        var isRange = _at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']';
        if (!isRange || first.Count != 1)
        {
            return first;
        }

        _at++;
        var last = ClassMember();
        if (last.Count != 1 || last.Values()[0] < first.Values()[0])
        {
            throw Wrong("a range of a class is out of order", "Write \"a-z\", and \"\\-\" for the character.");
        }

        return ByteSet.Range((char)first.Values()[0], (char)last.Values()[0]);
    }

    private ByteSet ClassMember()
    {
        var c = _text[_at++];
        if (c == '\\')
        {
            return Escape();
        }

        return c < 0x80 ? ByteSet.Of((byte)c) : throw Beyond("a class has a character outside ASCII", "Use \"(?:…|…)\".");
    }

    private ByteSet Escape()
    {
        if (_at >= _text.Length)
        {
            throw Wrong("the pattern ends with \"\\\"", "Write \"\\\\\" for the character.");
        }

        var c = _text[_at++];
        return c switch
        {
            'd' => ByteSet.Digits,
            'D' => ByteSet.Digits.Not(),
            'w' => ByteSet.Word,
            'W' => ByteSet.Word.Not(),
            's' => ByteSet.Space,
            'S' => ByteSet.Space.Not(),
            'n' => ByteSet.Of((byte)'\n'),
            'r' => ByteSet.Of((byte)'\r'),
            't' => ByteSet.Of((byte)'\t'),
            'f' => ByteSet.Of((byte)'\f'),
            'v' => ByteSet.Of((byte)'\v'),
            'e' => ByteSet.Of(0x1B),
            'x' => HexByte(),
            _ when !char.IsAsciiLetterOrDigit(c) && c < 0x80 => ByteSet.Of((byte)c),
            _ => throw Beyond($"the escape \"\\{c}\" is not known", "Use \\d \\w \\s \\n \\r \\t \\xHH, or a backslash in front of punctuation."),
        };
    }

    private ByteSet HexByte()
    {
        if (_at + 2 <= _text.Length && byte.TryParse(_text.AsSpan(_at, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
        {
            _at += 2;
            return ByteSet.Of(value);
        }

        throw Wrong("\"\\x\" is not followed by two hex digits", "Write \"\\x2D\".");
    }

    private ByteSet Fold(ByteSet set) => _flags.HasFlag(Flags.IgnoreCase) ? set.IgnoringCase() : set;

    private bool Take(char c)
    {
        if (_at >= _text.Length || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private PatternException Beyond(string why, string help) => new(Wrong(why, help).Message, help) { IsBeyondGrammar = true };

    private PatternException Wrong(string why, string help) => new($"{why} (character {Math.Min(_at, _text.Length) + 1} of the pattern)", help);
}
