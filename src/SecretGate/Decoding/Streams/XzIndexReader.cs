using System.Buffers.Binary;
using System.IO.Hashing;

namespace SecretGate.Decoding.Streams;

/// <summary>Reads the index of an xz stream number by number, so that its length needs no memory.</summary>
internal sealed class XzIndexReader(ForwardStream source)
{
    private readonly Crc32 _crc = new();
    private readonly long _start = source.Position;
    private bool _isStarted;

    /// <summary>Takes the next number.</summary>
    public long TakeNumber()
    {
        if (!_isStarted)
        {
            Take(1);
            _isStarted = true;
        }

        var head = source.Peek(9);
        var rest = head;
        var value = XzNumber.Take(ref rest);
        Take(head.Length - rest.Length);
        return value;
    }

    /// <summary>Takes padding and checksum.</summary>
    /// <returns>Length of the index with them.</returns>
    public long End()
    {
        while ((source.Position - _start) % 4 != 0)
        {
            Take(1);
        }

        var crc = source.Peek(4);
        if (crc.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(crc) != _crc.GetCurrentHashAsUInt32())
        {
            throw new InvalidDataException("the index behind the xz stream is cut or damaged");
        }

        source.Advance(4);
        return source.Position - _start;
    }

    private void Take(int count)
    {
        var bytes = source.Peek(count);
        if (bytes.Length < count)
        {
            throw new InvalidDataException("the index behind the xz stream is cut");
        }

        _crc.Append(bytes);
        source.Advance(count);
    }
}
