using System.Buffers.Binary;
using System.Numerics;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>
/// Blowfish with the key schedule that bcrypt needs, which mixes in a salt and starts from what is already there (Provos and Mazières, 1999).
/// </summary>
internal sealed class Blowfish
{
    private const int Rounds = 16;
    private const int SubkeyCount = Rounds + 2;
    private const int BoxWords = 4 * 256;

    private static readonly uint[] Initial = FractionOfPi(SubkeyCount + BoxWords);

    private readonly uint[] _subkeys = Initial[..SubkeyCount];
    private readonly uint[] _boxes = Initial[SubkeyCount..];

    /// <summary>Mixes a key, and a salt if there is one, into the state.</summary>
    public void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var position = 0;
        for (var i = 0; i < SubkeyCount; i++)
        {
            _subkeys[i] ^= Next(key, ref position);
        }

        uint left = 0, right = 0;
        position = 0;
        foreach (var words in (uint[][])[_subkeys, _boxes])
        {
            for (var i = 0; i < words.Length; i += 2)
            {
                if (!salt.IsEmpty)
                {
                    left ^= Next(salt, ref position);
                    right ^= Next(salt, ref position);
                }

                Encrypt(ref left, ref right);
                (words[i], words[i + 1]) = (left, right);
            }
        }
    }

    /// <summary>Encrypts one block.</summary>
    public void Encrypt(ref uint left, ref uint right)
    {
        var (l, r) = (left, right);
        var boxes = _boxes;
        var subkeys = _subkeys;
        for (var i = 0; i < Rounds; i += 2)
        {
            l ^= subkeys[i];
            r ^= ((boxes[l >> 24] + boxes[256 + ((l >> 16) & 0xFF)]) ^ boxes[512 + ((l >> 8) & 0xFF)]) + boxes[768 + (l & 0xFF)];
            r ^= subkeys[i + 1];
            l ^= ((boxes[r >> 24] + boxes[256 + ((r >> 16) & 0xFF)]) ^ boxes[512 + ((r >> 8) & 0xFF)]) + boxes[768 + (r & 0xFF)];
        }

        (left, right) = (r ^ subkeys[Rounds + 1], l ^ subkeys[Rounds]);
    }

    // The next four bytes of something that is repeated without end.
    private static uint Next(ReadOnlySpan<byte> bytes, ref int position)
    {
        uint word = 0;
        for (var i = 0; i < 4; i++)
        {
            word = (word << 8) | bytes[position];
            position = position + 1 == bytes.Length ? 0 : position + 1;
        }

        return word;
    }

    // The first state is the binary fraction of π, by Machin's formula: π = 16·arctan(1/5) − 4·arctan(1/239).
    private static uint[] FractionOfPi(int words)
    {
        const int guardBits = 64;
        var bits = (words * 32) + guardBits;
        var one = BigInteger.One << bits;
        var pi = (16 * InverseTangent(5, one)) - (4 * InverseTangent(239, one));
        var fraction = (pi - (3 * one)) >> guardBits;

        var bytes = fraction.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[words * 4];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        return [.. Enumerable.Range(0, words).Select(i => BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(4 * i)))];
    }

    private static BigInteger InverseTangent(int inverse, BigInteger one)
    {
        var power = one / inverse;
        var sum = power;
        for (var (i, sign) = (3, -1); !power.IsZero; (i, sign) = (i + 2, -sign))
        {
            power /= inverse * inverse;
            sum += sign * (power / i);
        }

        return sum;
    }
}
