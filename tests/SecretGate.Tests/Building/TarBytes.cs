using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SecretGate.Tests.Building;

/// <summary>Writes tar entries byte by byte: ustar headers, pax records for what does not fit. No end mark until <see cref="Finish"/>.</summary>
internal sealed class TarBytes
{
    private const int BlockBytes = 512;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public TarBytes Entry(
        byte[] name, char type, byte[] content, byte[]? link = null, IEnumerable<(string Key, byte[] Value)>? pax = null, string owner = "root")
    {
        var records = new MemoryStream();
        AddRecordIfLong(records, "path", name);
        AddRecordIfLong(records, "linkpath", link ?? []);
        foreach (var (key, value) in pax ?? [])
        {
            AddRecord(records, key, value);
        }

        if (records.Length > 0)
        {
            Put("PaxHeaders/entry"u8, 'x', records.ToArray(), [], "root");
        }

        Put(name, type, content, link, owner);
        return this;
    }

    public TarBytes Raw(byte[] bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] Finish(bool endMark = true)
    {
        var end = endMark ? new byte[2 * BlockBytes] : [];
        return [.. _bytes.WrittenSpan, .. end];
    }

    public static byte[] Header(ReadOnlySpan<byte> name, char type, long size, ReadOnlySpan<byte> link, string owner)
    {
        var header = new byte[BlockBytes];
        Cut(name, 100).CopyTo(header);
        Octal(0b110_100_100, header.AsSpan(100, 8));
        Octal(0, header.AsSpan(108, 8));
        Octal(0, header.AsSpan(116, 8));
        Size(size, header.AsSpan(124, 12));
        Octal(1_700_000_000, header.AsSpan(136, 12));
        header[156] = (byte)type;
        Cut(link, 100).CopyTo(header.AsSpan(157));
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        Cut(Encoding.UTF8.GetBytes(owner), 31).CopyTo(header.AsSpan(265));
        header.AsSpan(148, 8).Fill((byte)' ');
        Octal(header.Sum(b => b), header.AsSpan(148, 7));
        return header;
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int length) => text[..Math.Min(length, text.Length)];

    private static void Octal(long value, Span<byte> field) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0'), field);

    private static void Size(long size, Span<byte> field)
    {
        if (size < 1L << 33)
        {
            Octal(size, field);
            return;
        }

        field[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(field[4..], size);
    }

    private static void AddRecordIfLong(MemoryStream records, string key, byte[] value)
    {
        if (value.Length > 100)
        {
            AddRecord(records, key, value);
        }
    }

    private static void AddRecord(MemoryStream records, string key, byte[] value)
    {
        var rest = key.Length + value.Length + 3;
        var length = rest + 1;
        while (length != rest + length.ToString().Length)
        {
            length = rest + length.ToString().Length;
        }

        records.Write(Encoding.UTF8.GetBytes($"{length} {key}="));
        records.Write(value);
        records.WriteByte((byte)'\n');
    }

    private void Put(ReadOnlySpan<byte> name, char type, byte[] content, byte[]? link, string owner)
    {
        _bytes.Write(Header(name, type, content.Length, link, owner));
        _bytes.Write(content);
        _bytes.Write(new byte[(BlockBytes - (content.Length % BlockBytes)) % BlockBytes]);
    }
}
