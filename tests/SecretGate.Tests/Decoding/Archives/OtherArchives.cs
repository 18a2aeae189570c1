using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using SharpCompress.Common;
using SharpCompress.Writers.SevenZip;

namespace SecretGate.Tests.Decoding.Archives;

/// <summary>Small archives of the other formats, made in memory.</summary>
internal static class OtherArchives
{
    public static byte[] Ar(params (string Name, string Content)[] members) =>
        [.. "!<arch>\n"u8, .. members.SelectMany(m => ArMember(m.Name, m.Content))];

    public static byte[] ArMember(string name, string content) => Encoding.Latin1.GetBytes(
        $"{name,-16}{0,-12}{0,-6}{0,-6}{"100644",-8}{content.Length,-10}`\n{content}{(content.Length % 2 == 1 ? "\n" : "")}");

    public static byte[] Cpio(bool newc, params (string Name, string Content)[] members)
    {
        var bytes = new List<byte>();
        foreach (var (name, content) in members.Append(("TRAILER!!!", "")))
        {
            bytes.AddRange(Encoding.ASCII.GetBytes(newc
                ? $"070701{string.Concat(Enumerable.Repeat("00000000", 6))}{content.Length:x8}{string.Concat(Enumerable.Repeat("00000000", 4))}{name.Length + 1:X8}00000000"
                : $"070707{new string('0', 42)}{new string('0', 11)}{Convert.ToString(name.Length + 1, 8).PadLeft(6, '0')}{Convert.ToString(content.Length, 8).PadLeft(11, '0')}"));
            Add(Encoding.Latin1.GetBytes(name + "\0"));
            Add(Encoding.Latin1.GetBytes(content));
        }

        return [.. bytes];

        void Add(byte[] part)
        {
            bytes.AddRange(part);
            bytes.AddRange(new byte[newc ? -bytes.Count & 3 : 0]);
        }
    }

    public static byte[] Rpm(byte[] payload)
    {
        byte[] lead = [0xED, 0xAB, 0xEE, 0xDB, .. new byte[92]];
        return [.. lead, .. Header(5), .. new byte[-(96 + Header(5).Length) & 7], .. Header(11), .. payload];

        static byte[] Header(int data) => [0x8E, 0xAD, 0xE8, 0x01, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, (byte)data, .. new byte[16 + data]];
    }

    public static byte[] SevenZip(params (string Name, string Content)[] members)
    {
        using var file = new MemoryStream();
        using (var writer = new SevenZipWriter(file, new SevenZipWriterOptions { CompressionType = CompressionType.LZMA2, LeaveStreamOpen = true }))
        {
            foreach (var (name, content) in members)
            {
                writer.Write(name, new MemoryStream(Encoding.Latin1.GetBytes(content)), null);
            }
        }

        return file.ToArray();
    }

    /// <summary>RAR 4 with members stored as they are.</summary>
    public static byte[] Rar(params (string Name, string Content)[] members)
    {
        var bytes = new List<byte>();
        bytes.AddRange("Rar!\u001a\u0007\0"u8);
        bytes.AddRange(Block([0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0]));
        foreach (var (name, content) in members)
        {
            var data = Encoding.Latin1.GetBytes(content);
            bytes.AddRange(Block(
            [
                0x74, 0, 0x80, .. BitConverter.GetBytes((ushort)(32 + name.Length)), .. BitConverter.GetBytes(data.Length), .. BitConverter.GetBytes(data.Length),
                3, .. BitConverter.GetBytes(Crc32.HashToUInt32(data)), 0, 0, 0x21, 0x58, 20, 0x30, .. BitConverter.GetBytes((ushort)name.Length), 0xA4, 0x81, 0, 0,
                .. Encoding.ASCII.GetBytes(name),
            ]));
            bytes.AddRange(data);
        }

        bytes.AddRange(Block([0x7B, 0, 0x40, 7, 0]));
        return [.. bytes];

        static byte[] Block(byte[] body) => [.. BitConverter.GetBytes((ushort)Crc32.HashToUInt32(body)), .. body];
    }

    /// <summary>An object of a git pack: a kind from 1 (commit) to 4 (tag), or a delta with the bytes that name its base in front.</summary>
    public static byte[] GitObject(int type, byte[] content, byte[]? based = null)
    {
        var head = new List<byte> { (byte)((type << 4) | (content.Length & 15) | (content.Length > 15 ? 0x80 : 0)) };
        for (var rest = content.Length >> 4; rest > 0; rest >>= 7)
        {
            head.Add((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
        }

        return [.. head, .. based ?? [], .. Compressed.With("zlib", content)];
    }

    public static byte[] GitPack(params byte[][] objects)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(count, objects.Length);
        return [.. "PACK"u8, 0, 0, 0, 2, .. count, .. objects.SelectMany(o => o), .. new byte[20]];
    }

    /// <summary>A delta that keeps the first bytes of its base and adds a text.</summary>
    public static byte[] GitDelta(int baseLength, int kept, string added)
    {
        return [.. Size(baseLength), .. Size(kept + added.Length), 0x90, (byte)kept, (byte)added.Length, .. Encoding.ASCII.GetBytes(added)];

        static byte[] Size(int value) => value < 128 ? [(byte)value] : [(byte)((value & 0x7F) | 0x80), (byte)(value >> 7)];
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is how git names an object.")]
    public static string GitId(string kind, string content)
    {
        var bytes = Encoding.ASCII.GetBytes($"{kind} {content.Length}\0{content}");
        return Convert.ToHexStringLower(SHA1.HashData(bytes));
    }
}
