namespace SecretGate.Detection.Patterns;

/// <summary>
/// Tells whether the letter or digit in front of a token belongs to an escape of the text around it: <c>\nTOKEN</c> (a backslash and an n),
/// <c>%3DTOKEN</c>, <c>\u003dTOKEN</c>, <c>\033[0mTOKEN</c>.
/// </summary>
internal static class EscapeEnd
{
    /// <summary>True when an escape ends where <paramref name="before"/> ends.</summary>
    public static bool IsAt(ReadOnlySpan<byte> before) =>
        EndsWithLetterEscape(before) || EndsWithHexEscape(before) || EndsWithOctalEscape(before) || EndsWithColour(before);

    private static bool EndsWithLetterEscape(ReadOnlySpan<byte> before) =>
        before is [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' or (byte)'v' or (byte)'a' or (byte)'e' or (byte)'0'];

    // %3D, =3D, \x3d, \u003d, \U0000003d, when the character is no letter or digit itself.
    private static bool EndsWithHexEscape(ReadOnlySpan<byte> before)
    {
        if (before.Length < 3 || !IsHex(before[^1]) || !IsHex(before[^2]) || ByteSet.Alphanumeric.Contains(HexByte(before[^2], before[^1])))
        {
            return false;
        }

        return before[^3] is (byte)'%' or (byte)'='
            || before[..^2].EndsWith("\\x"u8) || before[..^2].EndsWith("\\u00"u8) || before[..^2].EndsWith("\\U000000"u8);
    }

    private static bool EndsWithOctalEscape(ReadOnlySpan<byte> before) =>
        before is [.., (byte)'\\', >= (byte)'0' and <= (byte)'1', >= (byte)'0' and <= (byte)'7', >= (byte)'0' and <= (byte)'7'];

    // The end of a terminal's colour sequence, raw or escaped: ESC [ 1 ; 31 m
    private static bool EndsWithColour(ReadOnlySpan<byte> before)
    {
        if (before is not [.., (byte)'m'])
        {
            return false;
        }

        var at = before.Length - 2;
        while (at >= 0 && (char.IsAsciiDigit((char)before[at]) || before[at] == ';'))
        {
            at--;
        }

        return at > 0 && before[at] == '[' && before[at - 1] is 0x1B or (byte)'e' or (byte)'3' or (byte)'b' or (byte)'B';
    }

    private static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);

    private static byte HexByte(byte high, byte low) => (byte)((Convert.FromHexString([(char)high, (char)low])[0]));
}
