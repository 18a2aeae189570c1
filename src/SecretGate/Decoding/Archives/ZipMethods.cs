using System.Buffers.Binary;
using System.IO.Compression;
using SecretGate.Decoding.Streams;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Deflate64;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.PPMd;

namespace SecretGate.Decoding.Archives;

/// <summary>The compression methods of zip (APPNOTE.TXT 6.3.10, section 4.4.5).</summary>
internal static class ZipMethods
{
    /// <summary>As it is.</summary>
    public const int Stored = 0;

    /// <summary>Deflate.</summary>
    public const int Deflate = 8;

    private const int Deflate64 = 9;
    private const int Bzip2 = 12;
    private const int Lzma = 14;
    private const int Zstd = 93;
    private const int Xz = 95;
    private const int Ppmd = 98;

    /// <summary>True for decoders that know where their data ends; they would decode bytes that are not there.</summary>
    public static bool EndsItself(int method) => method is Bzip2 or Lzma or Ppmd;

    /// <summary>Opens a member's data.</summary>
    /// <exception cref="UnreadException">The method is not supported, or asks for too much memory.</exception>
    public static Stream Open(ZipLocalHeader header, MemberSource source, ScanLimits limits) => header.Method switch
    {
        Stored => source,
        Deflate => new ForeignMember("deflate", source, data => new DeflateStream(data, CompressionMode.Decompress, leaveOpen: true)),
        Deflate64 => new ForeignMember("deflate64", source, data => new Deflate64Stream(data, SharpCompress.Compressors.CompressionMode.Decompress)),
        Bzip2 => new ForeignMember("bzip2", source, data =>
            BZip2Stream.Create(data, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true)),
        Lzma => OpenLzma(header, source, limits),
        Zstd or Xz => new JoinedMembers(new ForwardStream(source), limits),
        Ppmd => OpenPpmd(source, limits),
        _ => throw new UnreadException(UnreadReason.Unsupported, $"the member is packed with method {header.Method}, which is not supported"),
    };

    // Four bytes version and length, five bytes properties, then the data; bit 1 of the flags: it ends with a mark.
    private static ForeignMember OpenLzma(ZipLocalHeader header, MemberSource source, ScanLimits limits)
    {
        Span<byte> head = stackalloc byte[9];
        source.ReadExactly(head);
        var properties = head[4..].ToArray();
        CheckWindow(BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(1)), limits);
        var length = (header.Flags & 2) != 0 ? -1 : header.ExpandedBytes ?? -1;
        return new ForeignMember("LZMA", source, data => LzmaStream.Create(properties, data, -1, length, leaveOpen: true));
    }

    private static ForeignMember OpenPpmd(MemberSource source, ScanLimits limits)
    {
        var properties = new byte[2];
        source.ReadExactly(properties);
        CheckWindow((((BinaryPrimitives.ReadUInt16LittleEndian(properties) >> 4) & 0xFF) + 1L) << 20, limits);
        return new ForeignMember("PPMd", source, data => PpmdStream.Create(new PpmdProperties(properties), data, false));
    }

    private static void CheckWindow(long bytes, ScanLimits limits)
    {
        if (bytes > limits.ZstdWindowBytes)
        {
            throw new UnreadException(UnreadReason.Limit, $"the member asks for a window of {bytes} bytes (limit zstd-window-bytes)");
        }
    }
}
