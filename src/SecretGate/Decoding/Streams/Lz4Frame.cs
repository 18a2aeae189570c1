using System.Buffers.Binary;
using K4os.Compression.LZ4.Streams;

namespace SecretGate.Decoding.Streams;

/// <summary>One lz4 frame.</summary>
internal static class Lz4Frame
{
    /// <summary>The magic number.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == 0x184D2204;

    /// <summary>Opens the frame at the source's position.</summary>
    public static MemberStream Open(ForwardStream source) =>
        new ForeignMember("lz4", new MemberSource(source), member => LZ4Stream.Decode(member, leaveOpen: true, interactive: true));
}
