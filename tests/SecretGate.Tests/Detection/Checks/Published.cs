using System.Numerics;
using System.Text;

namespace SecretGate.Tests.Detection.Checks;

/// <summary>
/// The published algorithms once more, written another way than in the library: bit by bit, on big integers and strings. Tests make their
/// tokens with them, so that a slip in one place is no slip in both.
/// </summary>
internal static class Published
{
    public const string Digits = "0123456789";
    public const string Hex = "0123456789abcdef";
    public const string Alphanumeric = Digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    public const string Base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    public const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Characters that differ from test to test but not from run to run.</summary>
    public static string Text(string alphabet, int length, int seed)
    {
        var random = new Random(seed);
        return string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)]));
    }

    public static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>CRC-32 of ISO 3309, a bit at a time.</summary>
    public static uint Crc32(byte[] bytes)
    {
        var register = uint.MaxValue;
        foreach (var value in bytes)
        {
            register ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 1 ? (register >> 1) ^ 0xEDB88320 : register >> 1;
            }
        }

        return ~register;
    }

    public static uint Crc32(string text) => Crc32(Encoding.ASCII.GetBytes(text));

    /// <summary>CRC-16/XMODEM by polynomial division of the message.</summary>
    public static ushort Crc16(byte[] bytes)
    {
        var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true) << 16;
        for (var bit = (bytes.Length * 8) - 1; bit >= 0; bit--)
        {
            if (!((number >> (bit + 16)) & 1).IsZero)
            {
                number ^= (BigInteger)0x11021 << bit;
            }
        }

        return (ushort)number;
    }

    /// <summary>A number in any base, with leading zero digits up to a width.</summary>
    public static string Number(BigInteger number, string alphabet, int width = 0)
    {
        var text = new StringBuilder();
        while (!number.IsZero)
        {
            number = BigInteger.DivRem(number, alphabet.Length, out var digit);
            text.Insert(0, alphabet[(int)digit]);
        }

        return text.ToString().PadLeft(width, alphabet[0]);
    }

    /// <summary>Bytes as one number in base 2^5 with zero bits behind them.</summary>
    public static string Base32(byte[] bytes, string alphabet)
    {
        var digits = ((bytes.Length * 8) + 4) / 5;
        return Number(new BigInteger(bytes, isUnsigned: true, isBigEndian: true) << ((digits * 5) - (bytes.Length * 8)), alphabet, digits);
    }

    /// <summary>Marvin32 after the description in SymCrypt: pairs of words, then the padded tail, then one empty block.</summary>
    public static ulong Marvin(byte[] bytes, ulong seed)
    {
        var padded = bytes.Append((byte)0x80).Concat(new byte[3]).ToArray();
        uint[] words = [.. Enumerable.Range(0, padded.Length / 4).Select(i => BitConverter.ToUInt32(padded, 4 * i)), 0];
        uint s0 = (uint)seed, s1 = (uint)(seed >> 32);
        foreach (var word in words)
        {
            s0 += word;
            s1 ^= s0;
            s0 = BitOperations.RotateLeft(s0, 20) + s1;
            s1 = BitOperations.RotateLeft(s1, 9) ^ s0;
            s0 = BitOperations.RotateLeft(s0, 27) + s1;
            s1 = BitOperations.RotateLeft(s1, 19);
        }

        return ((ulong)s1 << 32) | s0;
    }

    public static byte[] Marvin32(byte[] bytes, string seed)
    {
        var state = Marvin(bytes, BitConverter.ToUInt64([.. Encoding.ASCII.GetBytes(seed).Reverse()]));
        return BitConverter.GetBytes((uint)state ^ (uint)(state >> 32));
    }
}
