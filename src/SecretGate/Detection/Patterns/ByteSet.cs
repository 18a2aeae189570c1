using System.Runtime.CompilerServices;

namespace SecretGate.Detection.Patterns;

/// <summary>A set of byte values.</summary>
internal readonly struct ByteSet : IEquatable<ByteSet>
{
    private readonly Words _words;

    private ByteSet(Words words) => _words = words;

    /// <summary>No byte.</summary>
    public static ByteSet None { get; }

    /// <summary>Every byte.</summary>
    public static ByteSet All { get; } = None.Not();

    /// <summary>ASCII digits.</summary>
    public static ByteSet Digits { get; } = Range('0', '9');

    /// <summary>ASCII letters and digits.</summary>
    public static ByteSet Alphanumeric { get; } = Digits.Or(Range('a', 'z')).Or(Range('A', 'Z'));

    /// <summary>ASCII letters, digits and the underscore.</summary>
    public static ByteSet Word { get; } = Alphanumeric.With((byte)'_');

    /// <summary>ASCII white space.</summary>
    public static ByteSet Space { get; } = Range('\t', '\r').With((byte)' ');

    /// <summary>Visible ASCII characters.</summary>
    public static ByteSet Visible { get; } = Range('!', '~');

    /// <summary>How many bytes it has.</summary>
    public int Count =>
        System.Numerics.BitOperations.PopCount(_words[0]) + System.Numerics.BitOperations.PopCount(_words[1])
        + System.Numerics.BitOperations.PopCount(_words[2]) + System.Numerics.BitOperations.PopCount(_words[3]);

    /// <summary>True when it has no byte.</summary>
    public bool IsEmpty => (_words[0] | _words[1] | _words[2] | _words[3]) == 0;

    /// <summary>One byte.</summary>
    public static ByteSet Of(byte value) => None.With(value);

    /// <summary>The bytes of a text.</summary>
    public static ByteSet Of(ReadOnlySpan<byte> values)
    {
        var set = None;
        foreach (var value in values)
        {
            set = set.With(value);
        }

        return set;
    }

    /// <summary>Every byte from one character to another, both included.</summary>
    public static ByteSet Range(char first, char last)
    {
        var set = None;
        for (var value = (int)first; value <= last; value++)
        {
            set = set.With((byte)value);
        }

        return set;
    }

    /// <summary>True when it has the byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(byte value) => (_words[value >> 6] >> (value & 63) & 1) != 0;

    /// <summary>This set and one byte.</summary>
    public ByteSet With(byte value)
    {
        var copy = _words;
        copy[value >> 6] |= 1UL << (value & 63);
        return new ByteSet(copy);
    }

    /// <summary>The bytes of either set.</summary>
    public ByteSet Or(ByteSet other) => Combine(other, (a, b) => a | b);

    /// <summary>The bytes of both sets.</summary>
    public ByteSet And(ByteSet other) => Combine(other, (a, b) => a & b);

    /// <summary>The bytes of neither.</summary>
    public ByteSet Not() => Combine(this, (a, _) => ~a);

    /// <summary>True when no byte is in both.</summary>
    public bool IsDisjoint(ByteSet other) => And(other).IsEmpty;

    /// <summary>This set with the other case of each ASCII letter.</summary>
    public ByteSet IgnoringCase()
    {
        var set = this;
        foreach (var value in Values())
        {
            if (char.IsAsciiLetter((char)value))
            {
                set = set.With((byte)(value ^ 0x20));
            }
        }

        return set;
    }

    /// <summary>Its bytes in ascending order.</summary>
    public byte[] Values()
    {
        var values = new byte[Count];
        var next = 0;
        for (var value = 0; value < 256; value++)
        {
            if (Contains((byte)value))
            {
                values[next++] = (byte)value;
            }
        }

        return values;
    }

    /// <inheritdoc/>
    public bool Equals(ByteSet other) => ((ReadOnlySpan<ulong>)_words).SequenceEqual(other._words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteSet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_words[0], _words[1], _words[2], _words[3]);

    private ByteSet Combine(ByteSet other, Func<ulong, ulong, ulong> with)
    {
        var result = default(Words);
        for (var i = 0; i < 4; i++)
        {
            result[i] = with(_words[i], other._words[i]);
        }

        return new ByteSet(result);
    }

    [InlineArray(4)]
    private struct Words
    {
        private ulong _first;
    }
}
