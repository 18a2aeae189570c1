namespace SecretGate.Detection.Checks;

/// <summary>The digits of a text encoding, in the order of their values.</summary>
internal sealed class Alphabet
{
    private readonly byte[] digits;
    private readonly sbyte[] values = new sbyte[256];

    private Alphabet(string digits)
    {
        this.digits = System.Text.Encoding.ASCII.GetBytes(digits);
        Array.Fill(values, (sbyte)-1);
        for (var value = 0; value < this.digits.Length; value++)
        {
            values[this.digits[value]] = (sbyte)value;
        }
    }

    /// <summary>GitHub's and npm's order: digits, upper case, lower case.</summary>
    public static Alphabet Base62 { get; } = new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Digits and lower-case letters.</summary>
    public static Alphabet Base36 { get; } = new("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>Bitcoin's: no 0, O, I, l.</summary>
    public static Alphabet Base58 { get; } = new("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    /// <summary>RFC 4648 section 6.</summary>
    public static Alphabet Base32 { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

    /// <summary>RFC 4648 section 6, in lower case.</summary>
    public static Alphabet LowerBase32 { get; } = new("abcdefghijklmnopqrstuvwxyz234567");

    /// <summary>RFC 4648 section 4.</summary>
    public static Alphabet Base64 { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>BIP-173, lower case.</summary>
    public static Alphabet Bech32 { get; } = new("qpzry9x8gf2tvdw0s3jn54khce6mua7l");

    /// <summary>The 66 unreserved characters of RFC 3986 in the order of Entra's secrets.</summary>
    public static Alphabet Unreserved { get; } = new("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~");

    /// <summary>Number of digits.</summary>
    public int Size => digits.Length;

    /// <summary>The digit of a value.</summary>
    public byte this[int value] => digits[value];

    /// <summary>The value of a digit; -1 for a byte that is none.</summary>
    public int ValueOf(byte digit) => values[digit];

    /// <summary>Writes a number with leading zero digits over the whole span.</summary>
    public void Write(uint number, Span<byte> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = digits[number % (uint)Size];
            number /= (uint)Size;
        }
    }

    /// <summary>Reads digits of a fixed number of bits each (5 or 6), high bits first; left-over bits are dropped.</summary>
    /// <returns>The bytes written; -1 when a byte is no digit or the room is too small.</returns>
    public int DecodeBits(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var width = System.Numerics.BitOperations.Log2((uint)Size);
        int buffer = 0, held = 0, written = 0;
        foreach (var digit in text)
        {
            var value = ValueOf(digit);
            if (value < 0)
            {
                return -1;
            }

            buffer = ((buffer << width) | value) & 0xFFFF;
            held += width;
            if (held < 8)
            {
                continue;
            }

            held -= 8;
            if (written == bytes.Length)
            {
                return -1;
            }

            bytes[written++] = (byte)(buffer >> held);
        }

        return written;
    }

    /// <summary>Writes bytes as digits of a fixed number of bits each, high bits first; the last digit is filled with zero bits.</summary>
    public void EncodeBits(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        var width = System.Numerics.BitOperations.Log2((uint)Size);
        int buffer = 0, held = 0, next = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (held < width)
            {
                buffer = ((buffer << 8) | (next < bytes.Length ? bytes[next++] : 0)) & 0xFFFF;
                held += 8;
            }

            held -= width;
            text[i] = digits[(buffer >> held) & (Size - 1)];
        }
    }
}
