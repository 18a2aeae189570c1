namespace SecretGate.Decoding.Tar;

/// <summary>Numbers of tar headers: octal digits, base 256 (high bit set), decimal in pax records.</summary>
internal static class TarNumber
{
    /// <summary>
    /// Reads an octal or base-256 field. False where readers disagree: characters behind or between the digits, a NUL in front of them,
    /// more than 63 bits. A field of blanks is 0.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value)
    {
        if (field[0] >= 0x80)
        {
            return TryParseBase256(field, out value);
        }

        value = 0;
        var text = field.TrimStart((byte)' ');
        var digits = 0;
        for (; digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'7'; digits++)
        {
            value = (value << 3) | (uint)(text[digits] - '0');
        }

        return !text[digits..].ContainsAnyExcept((byte)' ', (byte)0);
    }

    /// <summary>Reads a number of decimal digits.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9' || value > (long.MaxValue - 9) / 10)
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return text.Length > 0;
    }

    // GNU tar: two's complement, big-endian, the topmost bit is only the mark.
    private static bool TryParseBase256(ReadOnlySpan<byte> field, out long value)
    {
        var isNegative = (field[0] & 0x40) != 0;
        value = isNegative ? -1 : 0;
        for (var i = 0; i < field.Length; i++)
        {
            var digit = i > 0 ? field[i] : isNegative ? (byte)(field[0] | 0x80) : (byte)(field[0] & 0x7F);
            if ((value >> 55) != (isNegative ? -1 : 0))
            {
                return false;
            }

            value = (value << 8) | digit;
        }

        return true;
    }
}
