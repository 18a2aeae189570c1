namespace SecretGate.Detection.Keys.Text;

/// <summary>Base64 as it is found: any line lengths, standard or URL alphabet, padding or none.</summary>
internal static class Base64Text
{
    private const byte NoDigit = 0xFF;
    private static readonly byte[] Values = MakeValues();

    /// <summary>True for a digit of either alphabet.</summary>
    public static bool IsDigit(byte character) => Values[character] != NoDigit;

    /// <summary>Decodes digits up to the padding, stepping over everything else; an incomplete last group gives its whole bytes.</summary>
    public static void Decode(ReadOnlySpan<byte> text, Scratch output)
    {
        uint group = 0;
        var bits = 0;
        foreach (var character in text)
        {
            if (character == '=')
            {
                return;
            }

            var value = Values[character];
            if (value == NoDigit)
            {
                continue;
            }

            group = (group << 6) | value;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                output.Add((byte)(group >> bits));
            }
        }
    }

    /// <summary>Number of digits at the start.</summary>
    public static int RunLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && IsDigit(text[length]))
        {
            length++;
        }

        return length;
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        Array.Fill(values, NoDigit);
        var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (byte i = 0; i < digits.Length; i++)
        {
            values[digits[i]] = i;
        }

        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}
