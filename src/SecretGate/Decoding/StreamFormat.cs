using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding;

/// <summary>One row of the decoder table: a compressed stream known by its magic bytes, never by a media type or file name.</summary>
/// <param name="Name"><c>gzip</c>, <c>zstd</c>, <c>skippable</c>, <c>bzip2</c>, <c>xz</c>, <c>lzip</c>, <c>lz4</c>, <c>lzma</c>, <c>zlib</c>.</param>
/// <param name="IsMatch">Tests the first <see cref="StreamFormats.HeadBytes"/> bytes (fewer at the end of a stream).</param>
/// <param name="Open">
/// Opens one member (gzip, bzip2, xz, lzip: a member; zstd, lz4: a frame) that starts at the source's position. The stream ends with the
/// member and leaves the source exactly behind it; the caller goes on with what follows. Opening and reading throw
/// <see cref="InvalidDataException"/> on anything that is cut or damaged, never end early in silence, and <see cref="UnreadException"/> on
/// a method that is not read and on a window beyond its limit. What the source itself throws passes through.
/// </param>
internal sealed record StreamFormat(string Name, StreamFormat.Test IsMatch, Func<ForwardStream, ScanLimits, MemberStream> Open)
{
    /// <summary>
    /// True for a skippable frame (of zstd and lz4): what its stream gives is no part of the expanded bytes that a decompressor writes,
    /// yet it ships. Account for it as raw bytes, and look for the format of the next frame behind it.
    /// </summary>
    public bool IsSkippable { get; init; }

    /// <summary>Looks at the head of a stream.</summary>
    public delegate bool Test(ReadOnlySpan<byte> head);
}
