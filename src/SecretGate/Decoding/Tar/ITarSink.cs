namespace SecretGate.Decoding.Tar;

/// <summary>Takes what a tar stream holds, in order.</summary>
internal interface ITarSink
{
    /// <summary>One entry, its content also where its type should have none.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="content">
    /// Its stored bytes, valid until the call returns; the reader skips (and counts) what was not read. A hole of a sparse file reads as at
    /// most 4 KiB of zeros, however long it is. It throws <see cref="EndOfStreamException"/> when the tar stream ends first.
    /// </param>
    void Entry(TarEntry entry, Stream content);

    /// <summary>Bytes of no entry that are not all zero: padding, bytes behind the end mark, blocks that are no header.</summary>
    /// <param name="bytes">The bytes, valid until the call returns; pieces of one run follow each other.</param>
    /// <param name="offset">Offset of the first one in the tar stream.</param>
    void Raw(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Something keeps the stream from being read as its builder meant it.</summary>
    /// <param name="reason">One of <see cref="UnreadReason"/>.</param>
    /// <param name="message">One sentence with the offset.</param>
    void Problem(string reason, string message);
}
