using SharpCompress.Compressors.Xz;

namespace SecretGate.Decoding.Streams;

/// <summary>One xz stream.</summary>
internal static class XzMember
{
    /// <summary>The magic bytes.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]);

    /// <summary>Opens the stream at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits) =>
        new ForeignMember("xz", new MemberSource(source), member => new XZStream(member));
}
