using System.Buffers;

namespace SecretGate.Detection.Scanning;

/// <summary>The bytes of a run that are still wanted, in one piece. Kept between runs; cleared when it is given back.</summary>
internal sealed class LaneBuffer : IDisposable
{
    private byte[] _bytes = [];
    private int _used; // bytes that held content since the buffer was rented

    /// <summary>Offset in the run of the first byte held.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes held.</summary>
    public int Length { get; private set; }

    /// <summary>Offset behind the last byte held.</summary>
    public long End => Offset + Length;

    /// <summary>The bytes held.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Starts a run.</summary>
    /// <param name="offset">Offset of the first byte to come; negative when bytes of the surroundings come first.</param>
    public void Begin(long offset)
    {
        Offset = offset;
        Length = 0;
    }

    /// <summary>Room for more bytes.</summary>
    /// <param name="count">Bytes of room, more than 0.</param>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(Length + count);
        }

        return _bytes.AsSpan(Length, count);
    }

    /// <summary>Says that the first bytes of the room were written.</summary>
    public void Advance(int count)
    {
        Length += count;
        _used = Math.Max(_used, Length);
    }

    /// <summary>Drops the bytes in front of an offset.</summary>
    public void KeepFrom(long offset)
    {
        var drop = (int)Math.Clamp(offset - Offset, 0, Length);
        _bytes.AsSpan(drop, Length - drop).CopyTo(_bytes);
        Length -= drop;
        Offset += drop;
    }

    /// <summary>Clears and returns the bytes.</summary>
    public void Dispose()
    {
        Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int capacity)
    {
        var larger = ArrayPool<byte>.Shared.Rent(capacity);
        Bytes.CopyTo(larger);
        Return(_bytes);
        _bytes = larger;
        _used = Length;
    }

    private void Return(byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            bytes.AsSpan(0, _used).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _used = 0;
    }
}
