using System.Buffers.Binary;
using System.Text;

namespace SecretGate.Tests.Decoding.Tar;

/// <summary>Writes tar blocks one by one, also those that an honest writer refuses to write.</summary>
internal sealed class RawTar
{
    public const string Ustar = "ustar\000";
    public const string Gnu = "ustar  \0";
    public const string V7 = "\0\0\0\0\0\0\0\0";

    private readonly List<byte> _bytes = [];

    /// <summary>The archive with its end mark.</summary>
    public byte[] End() => [.. _bytes, .. new byte[1024]];

    /// <summary>The archive as it is.</summary>
    public byte[] Bytes() => [.. _bytes];

    public RawTar File(string name, string content) => Header(name, content.Length).Data(content);

    /// <summary>A header block. Fields given as bytes are written as they are.</summary>
    public RawTar Header(
        string name, long size = 0, char type = '0', string link = "", string magic = Ustar, string prefix = "", string owner = "", Action<byte[]>? change = null)
    {
        var block = new byte[512];
        Put(block, 0, name);
        Put(block, 100, "0000644\0" + "0000000\0" + "0000000\0");
        Put(block, 124, Convert.ToString(size, 8).PadLeft(11, '0') + "\0");
        Put(block, 136, "14000000000\0");
        block[156] = (byte)type;
        Put(block, 157, link);
        Put(block, 257, magic);
        Put(block, 265, owner);
        Put(block, 345, prefix);
        change?.Invoke(block);
        Seal(block);
        return Raw(block);
    }

    /// <summary>Content and its padding.</summary>
    public RawTar Data(string content) => Data(Encoding.Latin1.GetBytes(content));

    public RawTar Data(byte[] content) => Raw(content).Raw(new byte[(512 - (content.Length % 512)) % 512]);

    public RawTar Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A pax header; values are Latin-1.</summary>
    public RawTar Pax(params (string Key, string Value)[] records) => Pax('x', records);

    public RawTar Pax(char type, params (string Key, string Value)[] records) =>
        PaxBody(type, string.Concat(records.Select(r => Record(r.Key, r.Value))));

    public RawTar PaxBody(char type, string body) => Header("PaxHeaders/x", body.Length, type).Data(body);

    public RawTar LongName(string name, char type = 'L') => Header("././@LongLink", name.Length + 1, type, magic: Gnu).Data(name + "\0");

    /// <summary>Old GNU sparse: four parts in the header, the others in extension blocks.</summary>
    public RawTar OldGnuSparse(string name, long realSize, params (long Offset, string Data)[] parts)
    {
        Header(name, parts.Sum(p => p.Data.Length), 'S', magic: Gnu, change: block =>
        {
            PutParts(block, 386, parts.Take(4));
            block[482] = parts.Length > 4 ? (byte)1 : (byte)0;
            Put(block, 483, Octal(realSize));
        });
        for (var rest = parts.Skip(4).ToArray(); rest.Length > 0; rest = rest[Math.Min(21, rest.Length)..])
        {
            var block = new byte[512];
            PutParts(block, 0, rest.Take(21));
            block[504] = rest.Length > 21 ? (byte)1 : (byte)0;
            Raw(block);
        }

        return Data(string.Concat(parts.Select(p => p.Data)));
    }

    public static void Put(byte[] block, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(block, offset);

    public static void PutBase256(byte[] block, int offset, long value)
    {
        block.AsSpan(offset, 12).Fill(value < 0 ? (byte)0xFF : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(offset + 4), value);
        block[offset] |= 0x80;
    }

    public static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n".Length;
        var length = rest + 1;
        while (length != rest + length.ToString().Length)
        {
            length = rest + length.ToString().Length;
        }

        return $"{length} {key}={value}\n";
    }

    /// <summary>Writes the checksum.</summary>
    public static void Seal(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        Put(block, 148, Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
    }

    private static void PutParts(byte[] block, int offset, IEnumerable<(long Offset, string Data)> parts)
    {
        foreach (var (start, data) in parts)
        {
            Put(block, offset, Octal(start) + Octal(data.Length));
            offset += 24;
        }
    }

    private static string Octal(long value) => Convert.ToString(value, 8).PadLeft(11, '0') + "\0";
}
