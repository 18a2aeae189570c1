using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace SecretGate.Detection.Keys.Ssh;

/// <summary>Reads the data types of SSH (RFC 4251, section 5) without throwing.</summary>
internal ref struct SshReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxNameBytes = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[Position..];

    /// <summary>Steps over the bytes if they come next.</summary>
    public bool TrySkip(ReadOnlySpan<byte> expected)
    {
        var isNext = Rest.StartsWith(expected);
        Position += isNext ? expected.Length : 0;
        return isNext;
    }

    /// <summary>Reads a uint32.</summary>
    public bool TryReadUInt32(out uint value)
    {
        var isRead = BinaryPrimitives.TryReadUInt32BigEndian(Rest, out value);
        Position += isRead ? 4 : 0;
        return isRead;
    }

    /// <summary>Reads a string that is complete.</summary>
    public bool TryReadString(out ReadOnlySpan<byte> value)
    {
        var start = Position;
        if (TryReadUInt32(out var length) && length <= Rest.Length)
        {
            value = Rest[..(int)length];
            Position += (int)length;
            return true;
        }

        value = default;
        Position = start;
        return false;
    }

    /// <summary>Reads a string, or what is there of it.</summary>
    public bool TryReadCutString(out ReadOnlySpan<byte> value, out bool isCut)
    {
        isCut = false;
        value = default;
        if (!TryReadUInt32(out var length))
        {
            return false;
        }

        isCut = length > Rest.Length;
        value = Rest[..(int)Math.Min(length, (uint)Rest.Length)];
        Position += value.Length;
        return true;
    }

    /// <summary>Reads a string that is a name in ASCII.</summary>
    public bool TryReadName(out string name)
    {
        name = "";
        var start = Position;
        if (TryReadString(out var value) && value.Length <= MaxNameBytes && Ascii.IsValid(value))
        {
            name = Encoding.ASCII.GetString(value);
            return true;
        }

        Position = start;
        return false;
    }

    /// <summary>Reads an mpint; keys have no negative numbers.</summary>
    public bool TryReadNumber(out BigInteger value)
    {
        var isRead = TryReadString(out var bytes);
        value = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        return isRead;
    }
}
