namespace SecretGate.Detection.Keys.Small;

/// <summary>Bech32 (BIP 173) in one letter case, without its limit of length.</summary>
internal static class Bech32
{
    private const int ChecksumDigits = 6;
    private static readonly uint[] Generators = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];

    private static ReadOnlySpan<byte> Digits => "qpzry9x8gf2tvdw0s3jn54khce6mua7l"u8;

    /// <summary>Number of digits at the start of a text.</summary>
    public static int RunLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && ValueOf(text[length]) >= 0)
        {
            length++;
        }

        return length;
    }

    /// <summary>Decodes digits and says whether their checksum holds.</summary>
    /// <param name="human">What stands in front of the separating 1, in lower case.</param>
    /// <param name="digits">What stands behind it, checksum included.</param>
    /// <param name="isValid">True when the checksum holds and the padding is zero.</param>
    public static byte[] Decode(ReadOnlySpan<byte> human, ReadOnlySpan<byte> digits, out bool isValid)
    {
        var sum = 1u;
        foreach (var letter in human)
        {
            sum = Step(sum, (uint)letter >> 5);
        }

        sum = Step(sum, 0);
        foreach (var letter in human)
        {
            sum = Step(sum, letter & 31u);
        }

        var output = new byte[Math.Max(0, digits.Length - ChecksumDigits) * 5 / 8];
        uint group = 0;
        int bits = 0, written = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = (uint)Math.Max(0, ValueOf(digits[i]));
            sum = Step(sum, value);
            if (i >= digits.Length - ChecksumDigits)
            {
                continue;
            }

            group = (group << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                output[written++] = (byte)(group >> bits);
            }
        }

        isValid = sum == 1 && (group & ((1u << bits) - 1)) == 0;
        return output;
    }

    private static uint Step(uint sum, uint value)
    {
        var top = sum >> 25;
        sum = ((sum & 0x1FFFFFF) << 5) ^ value;
        for (var i = 0; i < Generators.Length; i++)
        {
            sum ^= ((top >> i) & 1) == 0 ? 0 : Generators[i];
        }

        return sum;
    }

    private static int ValueOf(byte digit) => Digits.IndexOf((byte)(digit | 0x20)) is >= 0 and var value && digit != ' ' ? value : -1;
}
