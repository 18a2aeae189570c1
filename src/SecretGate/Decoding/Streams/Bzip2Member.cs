using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace SecretGate.Decoding.Streams;

/// <summary>One bzip2 stream; SharpCompress's decoder stops exactly behind it.</summary>
internal static class Bzip2Member
{
    /// <summary><c>BZh</c>, the block size, and the magic number of a block or of the end.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.Length >= 10 && head.StartsWith("BZh"u8) && head[3] is >= (byte)'1' and <= (byte)'9'
        && (head[4..].StartsWith((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
            || head[4..].StartsWith((ReadOnlySpan<byte>)[0x17, 0x72, 0x45, 0x38, 0x50, 0x90]));

    /// <summary>Opens the stream at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits) =>
        new ForeignMember("bzip2", new MemberSource(source), member =>
            BZip2Stream.Create(member, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true));
}
