using System.Buffers.Binary;

namespace SecretGate.Detection.Keys.Stores;

/// <summary>Reads what Java's DataOutputStream wrote, without throwing.</summary>
internal ref struct BigEndianReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[Position..];

    /// <summary>Reads an int.</summary>
    public bool TryReadInt32(out int value)
    {
        var isRead = BinaryPrimitives.TryReadInt32BigEndian(Rest, out value);
        Position += isRead ? 4 : 0;
        return isRead;
    }

    /// <summary>Reads a byte.</summary>
    public bool TryReadByte(out byte value)
    {
        var isThere = !Rest.IsEmpty;
        value = isThere ? Rest[0] : (byte)0;
        Position += isThere ? 1 : 0;
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

    /// <summary>Reads bytes behind their number as an int.</summary>
    public bool TryReadCounted(out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryReadInt32(out var count) && TryReadBytes(count, out value);
    }

    /// <summary>Reads a string as writeUTF wrote it.</summary>
    public bool TryReadUtf(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(Rest, out var length))
        {
            return false;
        }

        Position += 2;
        return TryReadBytes(length, out value);
    }
}
