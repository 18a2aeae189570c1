namespace SecretGate.Images;

/// <summary>Takes the content of one blob in the order of its bytes. Spans are valid until the call returns.</summary>
internal interface ILayerSink
{
    /// <summary>A file begins (also a blob that is no tar: then the path is null).</summary>
    /// <param name="path">Normalised path (no leading <c>./</c> or <c>/</c>), invalid UTF-8 as U+FFFD; null for a blob that is no tar.</param>
    /// <param name="sizeBytes">Size of the file, holes included; null when unknown.</param>
    void BeginFile(string? path, long? sizeBytes);

    /// <summary>Content of the file, in pieces of any size.</summary>
    void Content(ReadOnlySpan<byte> bytes);

    /// <summary>A hole: that many zero bytes that are not stored.</summary>
    void Hole(long lengthBytes);

    /// <summary>The file is complete.</summary>
    void EndFile();

    /// <summary>A text of an entry beside its content: name, link target, extended attribute, pax comment, owner.</summary>
    void Metadata(string path, ReadOnlySpan<byte> text);

    /// <summary>Bytes of no file.</summary>
    /// <param name="bytes">The bytes; pieces of one run follow each other.</param>
    /// <param name="offset">Offset of the first one.</param>
    /// <param name="isStored">True when the offset counts bytes of the blob as stored (bytes behind its last member), false for the tar stream.</param>
    void Raw(ReadOnlySpan<byte> bytes, long offset, bool isStored);

    /// <summary>Something of the blob was not read, or is wrong.</summary>
    /// <param name="reason">One of <see cref="Decoding.UnreadReason"/>.</param>
    /// <param name="path">The file it is about; null for the blob.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="unreadBytes">Uncompressed bytes not read, where known.</param>
    void Note(string reason, string? path, string message, long unreadBytes);
}
