using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding;

/// <summary>The decoder table: magic bytes → stream.</summary>
internal static class StreamFormats
{
    /// <summary>Bytes that <see cref="Detect"/> wants to see.</summary>
    public const int HeadBytes = 64;

    /// <summary>Every row, in the order of the test: the last two have no real magic number.</summary>
    public static IReadOnlyList<StreamFormat> All { get; } =
    [
        new("gzip", GzipMember.IsMatch, GzipMember.Open),
        new("zstd", ZstdFrame.IsMatch, ZstdFrame.Open),
        new("skippable", SkippableFrame.IsMatch, (source, _) => SkippableFrame.Open(source)) { IsSkippable = true },
        new("bzip2", Bzip2Member.IsMatch, Bzip2Member.Open),
        new("xz", XzMember.IsMatch, XzMember.Open),
        new("lzip", LzipMember.IsMatch, LzipMember.Open),
        new("lz4", Lz4Frame.IsMatch, (source, _) => Lz4Frame.Open(source)),
        new("lz4", Lz4LegacyFrame.IsMatch, (source, _) => Lz4LegacyFrame.Open(source)),
        new("lzma", LzmaMember.IsMatch, LzmaMember.Open),
        new("zlib", ZlibMember.IsMatch, (source, _) => ZlibMember.Open(source)),
    ];

    /// <summary>The format whose magic bytes the head has; null for none.</summary>
    public static StreamFormat? Detect(ReadOnlySpan<byte> head)
    {
        foreach (var format in All)
        {
            if (format.IsMatch(head))
            {
                return format;
            }
        }

        return null;
    }
}
