using System.Buffers.Binary;
using System.IO.Hashing;
using SharpCompress.Compressors.LZMA;

namespace SecretGate.Decoding.Streams;

/// <summary>
/// One xz stream (The .xz File Format 1.2.1): blocks, index and footer are verified here, SharpCompress decodes the LZMA2 data of a block.
/// Its own xz reader lets a block ask for any window and has no say about what it skips.
/// </summary>
internal sealed class XzMember : MemberStream
{
    private const int HeaderBytes = 12;

    private readonly ForwardStream _source;
    private readonly ScanLimits _limits;
    private readonly byte _checkId;
    private readonly XxHash64 _records = new();
    private XzCheck _check;
    private XzBlockHeader? _header;
    private MemberSource? _lzma;
    private ForeignMember? _block;
    private long _blockBytes;
    private long _blocks;
    private bool _isEnded;

    private XzMember(ForwardStream source, ScanLimits limits, byte checkId)
    {
        (_source, _limits, _checkId) = (source, limits, checkId);
        _check = new XzCheck(checkId);
    }

    private static ReadOnlySpan<byte> Magic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0];

    /// <summary>The magic bytes.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Opens the stream at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits)
    {
        var head = Take(source, HeaderBytes);
        if (!IsMatch(head) || head[6] != 0 || head[7] > 0x0F || !HasCrc(head.AsSpan(6, 2), head.AsSpan(8)))
        {
            throw new InvalidDataException("the xz header is damaged");
        }

        return new XzMember(source, limits, head[7]);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (!_isEnded && !buffer.IsEmpty)
        {
            if (_block is null && !StartBlock())
            {
                TakeIndex();
                _isEnded = true;
                break;
            }

            var count = _block!.Read(buffer); // Set by StartBlock, or before.
            if (count > 0)
            {
                _check.Append(buffer[..count]);
                _blockBytes += count;
                return count;
            }

            EndBlock();
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _block?.Dispose();
        _check.Dispose();
        base.Dispose(disposing);
    }

    private bool StartBlock()
    {
        var length = _source.Peek(1) is [var size] ? (size + 1) * 4 : throw Cut();
        if (length == 4)
        {
            return false;
        }

        _header = XzBlockHeader.Parse(Take(_source, length), _limits);
        var dictionary = new[] { _header.DictionaryBits };
        _lzma = new MemberSource(_source);
        _block = new ForeignMember("xz", _lzma, lzma => LzmaStream.Create(dictionary, lzma, leaveOpen: true));
        _blockBytes = 0;
        return true;
    }

    private void EndBlock()
    {
        var (header, stored) = (_header!, _lzma!.Position); // A block was started.
        var padding = Take(_source, (int)(-stored & 3));
        var check = Take(_source, _check.Length);
        if (padding.AsSpan().ContainsAnyExcept((byte)0) || !_check.Holds(check)
            || (header.StoredBytes ?? stored) != stored || (header.ExpandedBytes ?? _blockBytes) != _blockBytes)
        {
            throw new InvalidDataException("a block of the xz stream does not have the checksum or sizes that it claims");
        }

        Record(_records, header.Length + stored + check.Length, _blockBytes);
        _blocks++;
        _block!.Dispose();
        _check.Dispose();
        _check = new XzCheck(_checkId);
        _block = null;
    }

    private void TakeIndex()
    {
        var index = new XzIndexReader(_source);
        var records = new XxHash64();
        var count = index.TakeNumber();
        for (var i = 0L; i < count; i++)
        {
            Record(records, index.TakeNumber(), index.TakeNumber());
        }

        var length = index.End();
        var footer = Take(_source, HeaderBytes);
        if (count != _blocks || records.GetCurrentHashAsUInt64() != _records.GetCurrentHashAsUInt64()
            || !HasCrc(footer.AsSpan(4, 6), footer) || BinaryPrimitives.ReadUInt32LittleEndian(footer.AsSpan(4)) != (length / 4) - 1
            || footer[8] != 0 || footer[9] != _checkId || footer[10] != 'Y' || footer[11] != 'Z')
        {
            throw new InvalidDataException("the index behind the xz stream does not fit");
        }
    }

    private static void Record(XxHash64 records, long unpadded, long expanded)
    {
        Span<byte> record = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(record, unpadded);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], expanded);
        records.Append(record);
    }

    private static byte[] Take(ForwardStream source, int count)
    {
        var bytes = source.Peek(count).ToArray();
        source.Advance(bytes.Length);
        return bytes.Length == count ? bytes : throw Cut();
    }

    private static bool HasCrc(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> crc) =>
        BinaryPrimitives.ReadUInt32LittleEndian(crc) == Crc32.HashToUInt32(bytes);

    private static InvalidDataException Cut() => new("the xz stream is cut");
}
