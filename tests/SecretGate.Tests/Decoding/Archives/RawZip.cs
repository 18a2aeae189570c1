using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace SecretGate.Tests.Decoding.Archives;

/// <summary>Writes zips part by part, also those that an honest writer refuses to write.</summary>
internal sealed class RawZip
{
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _directory = [];
    private int _entries;

    /// <summary>How sizes and checksum are given.</summary>
    public enum Sizes
    {
        InHeader,
        Behind,
        BehindUnsigned,
        Behind64,
    }

    /// <summary>A member, and its entry in the directory unless it is hidden.</summary>
    public RawZip Member(
        string name, string content, int method = 8, Sizes sizes = Sizes.InHeader, int flags = 0, bool hidden = false, string? listedAs = null, int? listedMethod = null, byte[]? data = null)
    {
        var plain = Encoding.Latin1.GetBytes(content);
        data ??= method == 8 ? Deflate(plain) : plain;
        var crc = Crc32.HashToUInt32(plain);
        flags |= sizes == Sizes.InHeader ? 0 : 8;
        var offset = _bytes.Count;
        _bytes.AddRange(Local(name, method, flags, sizes == Sizes.InHeader ? crc : 0, sizes == Sizes.InHeader ? data.Length : 0, sizes == Sizes.InHeader ? plain.Length : 0));
        _bytes.AddRange(data);
        _bytes.AddRange(sizes switch
        {
            Sizes.InHeader => [],
            Sizes.Behind64 => [.. "PK\u0007\u0008"u8, .. BitConverter.GetBytes(crc), .. BitConverter.GetBytes((long)data.Length), .. BitConverter.GetBytes((long)plain.Length)],
            _ => [.. sizes == Sizes.Behind ? "PK\u0007\u0008"u8 : [], .. BitConverter.GetBytes(crc), .. BitConverter.GetBytes(data.Length), .. BitConverter.GetBytes(plain.Length)],
        });
        return hidden ? this : Listed(listedAs ?? name, offset, listedMethod ?? method, flags, data.Length, plain.Length);
    }

    /// <summary>An entry of the directory.</summary>
    public RawZip Listed(string name, int offset, int method = 8, int flags = 0, int stored = 0, int expanded = 0)
    {
        var entry = new byte[46];
        "PK\u0001\u0002"u8.CopyTo(entry);
        entry[8] = (byte)flags;
        entry[10] = (byte)method;
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(20), stored);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(24), expanded);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (ushort)name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(42), offset);
        _directory.AddRange([.. entry, .. Encoding.UTF8.GetBytes(name)]);
        _entries++;
        return this;
    }

    public RawZip Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>The archive with its directory.</summary>
    public byte[] End(string comment = "")
    {
        var end = new byte[22];
        "PK\u0005\u0006"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)_entries);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)_entries);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), _directory.Count);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(16), _bytes.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(20), (ushort)comment.Length);
        return [.. _bytes, .. _directory, .. end, .. Encoding.Latin1.GetBytes(comment)];
    }

    public static byte[] Deflate(byte[] plain)
    {
        using var data = new MemoryStream();
        using (var to = new DeflateStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            to.Write(plain);
        }

        return plain.Length == 0 ? [3, 0] : data.ToArray();
    }

    private static byte[] Local(string name, int method, int flags, uint crc, int stored, int expanded)
    {
        var header = new byte[30];
        "PK\u0003\u0004"u8.CopyTo(header);
        header[4] = 20;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), (ushort)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)method);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(14), crc);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), stored);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), expanded);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)name.Length);
        return [.. header, .. Encoding.Latin1.GetBytes(name)];
    }
}
