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
    /// <param name="window">Bytes around it.</param>
    /// <param name="anchor">Index of its first dash.</param>
    /// <param name="digitLimit">Digits of base64 that belong to it, where no END line tells.</param>
    public static PemText? Read(ReadOnlySpan<byte> window, int anchor, int digitLimit = int.MaxValue)
    {
        var text = new EscapedText(window, anchor + Begin.Length);
        if (ReadLabel(ref text) is not { } label)
        {
            return null;
        }

        var lines = new EmbeddedText(window, anchor, text) { DigitLimit = digitLimit };
        var body = new Scratch(Math.Min(lines.Rest.Length, 4_096));
        return lines.ReadTo("-----"u8, body) && EndLine(lines.Rest) is { } endLine
            ? new PemText(label, body, anchor, lines.Position + endLine, hasEnd: true)
            : new PemText(label, body, anchor, lines.End, hasEnd: false);
    }

    /// <summary>Where a key stands that took so many of the decoded bytes: all of the text, or its beginning where no END line tells.</summary>
    public Extent ExtentOf(ReadOnlySpan<byte> window, int decodedBytes)
    {
        if (HasEnd)
        {
            return new Extent(Start, End - Start);
        }

        using var again = Read(window, Start, (int)Math.Min(int.MaxValue, ((decodedBytes * 4L) + 2) / 3));
        return new Extent(Start, (again?.End ?? End) - Start);
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

    private static int? EndLine(ReadOnlySpan<byte> rest)
    {
        if (!rest.StartsWith("-----END"u8))
        {
            return null;
        }

        var line = rest[..Math.Min(rest.Length, MaxLabelBytes * 2)];
        var dashes = line[8..].IndexOf("-----"u8);
        return dashes < 0 ? 8 : 8 + dashes + 5;
    }
}
