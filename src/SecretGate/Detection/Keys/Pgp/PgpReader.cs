using System.Buffers.Binary;
using System.Numerics;

namespace SecretGate.Detection.Keys.Pgp;

/// <summary>Reads the data types of OpenPGP (RFC 9580, section 3) without throwing.</summary>
internal ref struct PgpReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[Position..];

    /// <summary>Reads one byte.</summary>
    public bool TryReadByte(out byte value)
    {
        var isThere = Position < _bytes.Length;
        value = isThere ? _bytes[Position] : (byte)0;
        Position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>Reads four bytes as a number.</summary>
    public bool TryReadUInt32(out uint value)
    {
        var isThere = BinaryPrimitives.TryReadUInt32BigEndian(Rest, out value);
        Position += isThere ? 4 : 0;
        return isThere;
    }

    /// <summary>Reads so many bytes.</summary>
    public bool TryReadBytes(int count, out ReadOnlySpan<byte> value)
    {
        var isThere = count >= 0 && count <= Rest.Length;
        value = isThere ? Rest[..count] : default;
        Position += isThere ? count : 0;
        return isThere;
    }

    /// <summary>Reads the bytes of a multiprecision integer, big-endian.</summary>
    public bool TryReadMpi(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(Rest, out var bits) || Rest.Length < 2 + ((bits + 7) / 8))
        {
            return false;
        }

        Position += 2;
        return TryReadBytes((bits + 7) / 8, out value);
    }

    /// <summary>Reads a multiprecision integer.</summary>
    public bool TryReadNumber(out BigInteger value)
    {
        var isRead = TryReadMpi(out var bytes);
        value = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        return isRead;
    }
}
