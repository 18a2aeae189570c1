using System.Buffers;
using System.Security.Cryptography;

namespace SecretGate.Detection.Keys.Text;

/// <summary>A pooled buffer for key material; cleared when it goes back.</summary>
internal sealed class Scratch(int capacity) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 16));

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public Span<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>Appends a byte; one beyond the capacity grows the buffer.</summary>
    public void Add(byte value)
    {
        if (Length == _buffer.Length)
        {
            Grow();
        }

        _buffer[Length++] = value;
    }

    /// <summary>Drops what is behind this length.</summary>
    public void CutTo(int length) => Length = Math.Min(Length, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Release(_buffer);
        _buffer = [];
        Length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan().CopyTo(larger);
        Release(_buffer);
        _buffer = larger;
    }

    private static void Release(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
