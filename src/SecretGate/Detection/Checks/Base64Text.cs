namespace SecretGate.Detection.Checks;

/// <summary>Base64 as tokens carry it: either alphabet, with padding or without.</summary>
internal static class Base64Text
{
    /// <summary>Decodes as much as fits into the room.</summary>
    /// <returns>The bytes written; -1 when a byte is no base64 digit or the length is impossible.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        text = text.TrimEnd((byte)'=');
        if (text.Length % 4 == 1)
        {
            return -1;
        }

        var written = 0;
        uint buffer = 0;
        for (var i = 0; i < text.Length && written < bytes.Length; i++)
        {
            var value = ValueOf(text[i]);
            if (value < 0)
            {
                return -1;
            }

            buffer = (buffer << 6) | (uint)value;
            if (i % 4 != 0)
            {
                bytes[written++] = (byte)(buffer >> (6 - (2 * (i % 4))));
            }
        }

        return written;
    }

    /// <summary>Writes bytes in the alphabet that the text has so far, leaving its padding where it is.</summary>
    public static void Encode(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        var isUrl = text.IndexOfAny((byte)'-', (byte)'_') >= 0;
        var body = text[..text.TrimEnd((byte)'=').Length];
        Alphabet.Base64.EncodeBits(bytes, body);
        if (isUrl)
        {
            body.Replace((byte)'+', (byte)'-');
            body.Replace((byte)'/', (byte)'_');
        }
    }

    private static int ValueOf(byte digit) => Alphabet.Base64.ValueOf(digit switch
    {
        (byte)'-' => (byte)'+',
        (byte)'_' => (byte)'/',
        _ => digit,
    });
}
