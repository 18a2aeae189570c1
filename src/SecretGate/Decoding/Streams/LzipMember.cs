using System.Buffers.Binary;
using System.IO.Hashing;
using SharpCompress.Compressors.LZMA;

namespace SecretGate.Decoding.Streams;

/// <summary>One lzip member: the LZMA decoder is SharpCompress's, header and trailer (checksum, both lengths) are verified here.</summary>
internal sealed class LzipMember : MemberStream
{
    private const int HeaderBytes = 6;
    private const int TrailerBytes = 20;

    private readonly ForwardStream _source;
    private readonly MemberSource _lzma;
    private readonly ForeignMember _expanded;
    private readonly Crc32 _crc = new();
    private ulong _expandedBytes;
    private bool _isEnded;

    private LzipMember(ForwardStream source, int dictionaryBytes)
    {
        const byte LiteralContext3Position2 = 93;
        var properties = new byte[5];
        properties[0] = LiteralContext3Position2;
        BinaryPrimitives.WriteInt32LittleEndian(properties.AsSpan(1), dictionaryBytes);
        _source = source;
        _lzma = new MemberSource(source);
        _expanded = new ForeignMember("lzip", _lzma, lzma => LzmaStream.Create(properties, lzma, leaveOpen: true));
    }

    /// <summary>The magic bytes and the only version there is.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith("LZIP\u0001"u8);

    /// <summary>Opens the member at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits)
    {
        var head = source.Peek(HeaderBytes);
        if (head.Length < HeaderBytes || !IsMatch(head))
        {
            throw new InvalidDataException("the lzip header is cut or damaged");
        }

        var power = 1L << (head[5] & 0x1F);
        var dictionary = power - ((power >> 4) * (head[5] >> 5));
        if (dictionary > limits.ZstdWindowBytes)
        {
            throw new UnreadException(UnreadReason.Limit, $"the lzip member asks for a window of {dictionary} bytes (limit zstd-window-bytes)");
        }

        source.Advance(HeaderBytes);
        return new LzipMember(source, (int)Math.Max(dictionary, 4096));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        var count = _expanded.Read(buffer);
        _crc.Append(buffer[..count]);
        _expandedBytes += (uint)count;
        if (count == 0)
        {
            TakeTrailer();
            _isEnded = true;
        }

        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _expanded.Dispose();
        base.Dispose(disposing);
    }

    private void TakeTrailer()
    {
        var trailer = _source.Peek(TrailerBytes);
        if (trailer.Length < TrailerBytes)
        {
            throw new InvalidDataException("the lzip stream is cut in its trailer");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _crc.GetCurrentHashAsUInt32()
            || BinaryPrimitives.ReadUInt64LittleEndian(trailer[4..]) != _expandedBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(trailer[12..]) != (ulong)(HeaderBytes + _lzma.Position + TrailerBytes))
        {
            throw new InvalidDataException("the lzip stream does not have the checksum and lengths that stand behind it");
        }

        _source.Advance(TrailerBytes);
    }
}
