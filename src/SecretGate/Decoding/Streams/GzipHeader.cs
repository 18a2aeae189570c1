using System.Buffers;
using System.IO.Hashing;

namespace SecretGate.Decoding.Streams;

/// <summary>Reads the header of a gzip member (RFC 1952 section 2.3) and keeps what can hold text.</summary>
internal sealed class GzipHeader(ForwardStream source, ScanLimits limits)
{
    private const int HeaderCrc = 2;
    private const int Extra = 4;
    private const int Name = 8;
    private const int Comment = 16;

    private readonly ArrayBufferWriter<byte> _texts = new();
    private readonly Crc32 _crc = new();

    /// <summary>Takes the header from the source, and returns extra field, file name and comment, one behind the other.</summary>
    public byte[] Read()
    {
        if (Take() != 0x1F || Take() != 0x8B || Take() != 8)
        {
            throw new InvalidDataException("the gzip header has a wrong magic or method");
        }

        var flags = Take();
        for (var i = 0; i < 6; i++)
        {
            Take();
        }

        if ((flags & Extra) != 0)
        {
            for (var left = Take() | (Take() << 8); left > 0; left--)
            {
                Keep(Take());
            }
        }

        foreach (var field in (ReadOnlySpan<int>)[Name, Comment])
        {
            for (var value = (flags & field) == 0 ? 0 : Take(); value != 0; value = Take())
            {
                Keep(value);
            }
        }

        if ((flags & HeaderCrc) != 0 && (int)(_crc.GetCurrentHashAsUInt32() & 0xFFFF) != (Take() | (Take() << 8)))
        {
            throw new InvalidDataException("the gzip header does not have the checksum that it claims");
        }

        return _texts.WrittenSpan.ToArray();
    }

    private void Keep(int value)
    {
        if (_texts.WrittenCount == limits.NameBytes)
        {
            throw new UnreadException(UnreadReason.Limit, "a text of a gzip header is longer than the limit name-bytes");
        }

        _texts.Write([(byte)value]);
    }

    private int Take()
    {
        var value = source.ReadByte();
        if (value < 0)
        {
            throw new InvalidDataException("the gzip header is cut");
        }

        _crc.Append([(byte)value]);
        return value;
    }
}
