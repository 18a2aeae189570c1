using System.Buffers.Binary;
using System.IO.Hashing;

namespace SecretGate.Decoding.Streams;

/// <summary>Header of an xz block.</summary>
/// <param name="Length">Its own bytes.</param>
/// <param name="StoredBytes">Compressed size; null when it does not say.</param>
/// <param name="ExpandedBytes">Uncompressed size; null when it does not say.</param>
/// <param name="DictionaryBits">The property of its LZMA2 filter.</param>
internal sealed record XzBlockHeader(int Length, long? StoredBytes, long? ExpandedBytes, byte DictionaryBits)
{
    private const int Lzma2 = 0x21;

    /// <summary>Reads one.</summary>
    /// <exception cref="UnreadException">Another filter than LZMA2, or a window beyond the limit.</exception>
    public static XzBlockHeader Parse(ReadOnlySpan<byte> header, ScanLimits limits)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[^4..]) != Crc32.HashToUInt32(header[..^4]) || (header[1] & 0x3C) != 0)
        {
            throw Damaged();
        }

        var rest = header[2..^4];
        long? stored = (header[1] & 0x40) != 0 ? XzNumber.Take(ref rest) : null;
        long? expanded = (header[1] & 0x80) != 0 ? XzNumber.Take(ref rest) : null;
        if ((header[1] & 3) != 0 || XzNumber.Take(ref rest) != Lzma2)
        {
            throw new UnreadException(UnreadReason.Unsupported, "the xz stream uses a filter in front of LZMA2");
        }

        if (rest.Length < 2 || rest[0] != 1 || rest[1] > 40)
        {
            throw Damaged();
        }

        var bits = rest[1];
        var window = (2L | (uint)(bits & 1)) << ((bits / 2) + 11);
        return window <= limits.ZstdWindowBytes
            ? new XzBlockHeader(header.Length, stored, expanded, bits)
            : throw new UnreadException(UnreadReason.Limit, $"the xz stream asks for a window of {window} bytes (limit zstd-window-bytes)");
    }

    private static InvalidDataException Damaged() => new("a block header of the xz stream is damaged");
}

/// <summary>Numbers of xz: seven bits a byte, lowest first, at most nine bytes.</summary>
internal static class XzNumber
{
    /// <summary>Takes one from the front.</summary>
    public static long Take(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = 0; i < Math.Min(bytes.Length, 9); i++)
        {
            value |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("a number of the xz stream is damaged");
    }
}
