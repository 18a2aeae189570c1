using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace SecretGate.Detection.Checks;

/// <summary>Microsoft's keyed 32-bit hash, with which Azure signs its identifiable keys.</summary>
/// <remarks>https://github.com/microsoft/SymCrypt/blob/v103.4.2/lib/marvin32.c</remarks>
internal static class Marvin32
{
    /// <summary>A seed as Azure names them: 8 ASCII characters, read big-endian.</summary>
    public static ulong Seed(string name)
    {
        if (name.Length != sizeof(ulong) || !Ascii.IsValid(name))
        {
            throw new FormatException($"\"{name}\" is no Marvin32 seed: a seed has 8 ASCII characters.");
        }

        return BinaryPrimitives.ReadUInt64BigEndian(Encoding.ASCII.GetBytes(name));
    }

    /// <summary>Both halves of the 64-bit state folded into one word.</summary>
    public static uint Hash(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var low = (uint)seed;
        var high = (uint)(seed >> 32);
        while (bytes.Length >= sizeof(uint))
        {
            low += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            Mix(ref low, ref high);
            bytes = bytes[sizeof(uint)..];
        }

        var tail = 0x80u;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | bytes[i];
        }

        low += tail;
        Mix(ref low, ref high);
        Mix(ref low, ref high);
        return low ^ high;
    }

    private static void Mix(ref uint low, ref uint high)
    {
        high ^= low;
        low = BitOperations.RotateLeft(low, 20) + high;
        high = BitOperations.RotateLeft(high, 9) ^ low;
        low = BitOperations.RotateLeft(low, 27) + high;
        high = BitOperations.RotateLeft(high, 19);
    }
}
