namespace SecretGate.Decoding;

/// <summary>One row of the decoder table: a compressed stream known by its magic bytes, never by a media type or file name.</summary>
/// <param name="Name"><c>gzip</c>, <c>zstd</c>, <c>bzip2</c>, <c>xz</c>, <c>lzip</c>, <c>lz4</c>, <c>zlib</c>.</param>
/// <param name="IsMatch">Tests the first <see cref="StreamFormats.HeadBytes"/> bytes (fewer at the end of a stream).</param>
/// <param name="Open">
/// Opens one member (gzip, bzip2, xz, lzip: a member; zstd, lz4: a frame, skippable ones included) that starts at the source's position.
/// The stream ends with the member and leaves the source exactly behind it; the caller goes on with what follows. It throws
/// <see cref="InvalidDataException"/> on anything that is cut or damaged, never ends early in silence.
/// </param>
internal sealed record StreamFormat(string Name, StreamFormat.Test IsMatch, Func<ForwardStream, ScanLimits, Stream> Open)
{
    /// <summary>Looks at the head of a stream.</summary>
    public delegate bool Test(ReadOnlySpan<byte> head);
}
