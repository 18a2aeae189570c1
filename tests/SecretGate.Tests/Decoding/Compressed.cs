using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using K4os.Compression.LZ4;
using K4os.Compression.LZ4.Streams;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace SecretGate.Tests.Decoding;

/// <summary>Small compressed streams of every format, made in memory.</summary>
internal static class Compressed
{
    /// <summary>The formats that the tests can write.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["gzip", "zlib", "zstd", "bzip2", "lzip", "lz4", "xz"];

    /// <summary>One member or frame.</summary>
    public static byte[] With(string format, byte[] content) => format switch
    {
        "gzip" => Gzip(content),
        "zlib" => Write(content, to => new ZLibStream(to, CompressionLevel.Optimal, leaveOpen: true)),
        "zstd" => Write(content, Zstd),
        "bzip2" => Write(content, to => BZip2Stream.Create(to, SharpCompress.Compressors.CompressionMode.Compress, false, leaveOpen: true)),
        "lzip" => Write(content, to => LZipStream.Create(to, SharpCompress.Compressors.CompressionMode.Compress, leaveOpen: true)),
        "lz4" => Write(content, to => LZ4Stream.Encode(to, new LZ4EncoderSettings { ContentChecksum = true }, leaveOpen: true)),
        "xz" => XzOfPlainChunks(content),
        _ => throw new ArgumentException(format),
    };

    /// <summary>A gzip member with the header parts that are asked for.</summary>
    public static byte[] Gzip(byte[] content, string? name = null, string? comment = null, byte[]? extra = null, bool headerCrc = false)
    {
        using var member = new MemoryStream();
        var flags = (headerCrc ? 2 : 0) | (extra is null ? 0 : 4) | (name is null ? 0 : 8) | (comment is null ? 0 : 16);
        member.Write([0x1F, 0x8B, 8, (byte)flags, 0, 0, 0, 0, 0, 3]);
        if (extra is not null)
        {
            member.Write([(byte)extra.Length, (byte)(extra.Length >> 8), .. extra]);
        }

        foreach (var text in new[] { name, comment }.OfType<string>())
        {
            member.Write([.. System.Text.Encoding.Latin1.GetBytes(text), 0]);
        }

        if (headerCrc)
        {
            var crc = Crc32.HashToUInt32(member.ToArray());
            member.Write([(byte)crc, (byte)(crc >> 8)]);
        }

        using (var deflate = new DeflateStream(member, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        if (content.Length == 0)
        {
            member.Write([3, 0]);
        }

        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.HashToUInt32(content));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)content.Length);
        member.Write(trailer);
        return member.ToArray();
    }

    /// <summary>The file format of LZMA before xz.</summary>
    public static byte[] Lzma(byte[] content, bool namesSize)
    {
        using var data = new MemoryStream();
        byte[] properties;
        using (var lzma = LzmaStream.Create(new LzmaEncoderProperties(eos: !namesSize), false, data))
        {
            lzma.Write(content);
            properties = lzma.Properties;
        }

        return [.. properties, .. BitConverter.GetBytes(namesSize ? content.Length : -1L), .. data.ToArray()];
    }

    /// <summary>The legacy frame of lz4.</summary>
    public static byte[] Lz4Legacy(params byte[][] blocks)
    {
        var frame = new List<byte> { 0x02, 0x21, 0x4C, 0x18 };
        foreach (var block in blocks)
        {
            var stored = new byte[LZ4Codec.MaximumOutputSize(block.Length)];
            var length = LZ4Codec.Encode(block, stored);
            frame.AddRange([.. BitConverter.GetBytes(length), .. stored.AsSpan(0, length)]);
        }

        return [.. frame];
    }

    /// <summary>The data of a zip member packed with LZMA: version and length of the properties, the properties, the data with its end mark.</summary>
    public static byte[] ZipLzma(byte[] content)
    {
        using var data = new MemoryStream();
        byte[] properties;
        using (var lzma = LzmaStream.Create(new LzmaEncoderProperties(eos: true), false, data))
        {
            lzma.Write(content);
            properties = lzma.Properties;
        }

        return [9, 20, 5, 0, .. properties, .. data.ToArray()];
    }

    /// <summary>A skippable frame of zstd and lz4.</summary>
    public static byte[] Skippable(byte[] content)
    {
        var frame = new byte[8 + content.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0x184D2A57);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), content.Length);
        content.CopyTo(frame, 8);
        return frame;
    }

    private static CompressionStream Zstd(Stream to)
    {
        var stream = new CompressionStream(to, level: 3, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        return stream;
    }

    private static byte[] Write(byte[] content, Func<Stream, Stream> compressor)
    {
        using var result = new MemoryStream();
        using (var to = compressor(result))
        {
            to.Write(content);
        }

        return result.ToArray();
    }

    // The .NET world has no xz writer: chunks stored as they are, one block, CRC-32.
    private static byte[] XzOfPlainChunks(byte[] content)
    {
        using var xz = new MemoryStream();
        byte[] flags = [0, 1];
        xz.Write([0xFD, .. "7zXZ"u8, 0, .. flags, .. Crc(flags)]);
        byte[] header = [2, 0, 0x21, 1, 16, 0, 0, 0];
        xz.Write([.. header, .. Crc(header)]);
        var blockStart = xz.Length - 12;
        for (var at = 0; at < content.Length; at += 65536)
        {
            var chunk = content.AsSpan(at, Math.Min(65536, content.Length - at));
            xz.Write([at == 0 ? (byte)1 : (byte)2, (byte)((chunk.Length - 1) >> 8), (byte)(chunk.Length - 1)]);
            xz.Write(chunk);
        }

        xz.WriteByte(0);
        var unpadded = xz.Length - blockStart + 4;
        Pad(xz);
        xz.Write(Crc(content));

        byte[] index = [0, 1, .. Number(unpadded), .. Number(content.Length)];
        index = [.. index, .. new byte[(4 - (index.Length % 4)) % 4]];
        xz.Write([.. index, .. Crc(index)]);
        byte[] footer = [.. BitConverter.GetBytes(index.Length / 4), .. flags];
        xz.Write([.. Crc(footer), .. footer, .. "YZ"u8]);
        return xz.ToArray();
    }

    private static void Pad(MemoryStream stream) => stream.Write(new byte[(4 - (stream.Length % 4)) % 4]);

    private static byte[] Crc(byte[] bytes) => BitConverter.GetBytes(Crc32.HashToUInt32(bytes));

    private static byte[] Number(long value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
