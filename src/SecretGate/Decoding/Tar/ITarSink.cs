namespace SecretGate.Decoding.Tar;

/// <summary>Takes what a tar stream holds, in order. Spans are valid until the call returns.</summary>
internal interface ITarSink
{
    /// <summary>An entry begins; its content follows, also where its type should have none.</summary>
    void BeginEntry(TarEntry entry);

    /// <summary>Stored content of the entry, in pieces of any size.</summary>
    void Content(ReadOnlySpan<byte> bytes);

    /// <summary>A hole of a sparse file: that many zero bytes that are not stored.</summary>
    void Hole(long lengthBytes);

    /// <summary>The entry is complete.</summary>
    void EndEntry();

    /// <summary>
    /// Bytes of no entry that are not all zero: padding, bytes behind the end mark, blocks that are no header.
    /// </summary>
    /// <param name="bytes">The bytes, pieces of one run follow each other.</param>
    /// <param name="offset">Offset of the first one in the tar stream.</param>
    void Raw(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Something keeps the stream from being read as an image builder meant it.</summary>
    /// <param name="reason">One of <see cref="UnreadReason"/>.</param>
    /// <param name="message">One sentence with the offset.</param>
    void Problem(string reason, string message);
}
