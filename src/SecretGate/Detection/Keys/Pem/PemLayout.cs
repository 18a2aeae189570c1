using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pem;

/// <summary>Ways in which the lines of a body may have been bent; the first that gives a key is right.</summary>
internal static class PemLayout
{
    // RFC 7468 says 64; the lost line break makes it 65.
    private const int LineDigits = 64;

    /// <summary>A layout: the body with nothing but headers and base64 left; null when the body cannot be bent this way.</summary>
    public delegate Scratch? Layout(ReadOnlySpan<byte> body);

    /// <summary>All of them, the plain one first.</summary>
    public static IReadOnlyList<Layout> All { get; } = [Plain, LastOfLine, BrokenEscapes];

    private static Scratch Plain(ReadOnlySpan<byte> body)
    {
        var output = new Scratch(body.Length);
        Append(output, body);
        return output;
    }

    // Each line has something in front: a time, a line number, the name of a container.
    private static Scratch? LastOfLine(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf((byte)'\n') < 0)
        {
            return null;
        }

        var output = new Scratch(body.Length);
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range].TrimEnd(" \",;'"u8);
            var start = line.Length;
            while (start > 0 && (Base64Text.IsDigit(line[start - 1]) || line[start - 1] == '='))
            {
                start--;
            }

            Append(output, line[start..]);
            output.Add((byte)'\n');
        }

        return output;
    }

    // A shell ate the backslashes of the line breaks and left the letters.
    private static Scratch? BrokenEscapes(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \n"u8);
        if (body.Length < LineDigits + 2 || body[0] != 'n' || body[LineDigits + 1] != 'n')
        {
            return null;
        }

        var output = new Scratch(body.Length);
        for (var start = 1; start < body.Length; start += LineDigits + 1)
        {
            Append(output, body[start..Math.Min(start + LineDigits, body.Length)]);
        }

        return output;
    }

    private static void Append(Scratch output, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            output.Add(b);
        }
    }
}
