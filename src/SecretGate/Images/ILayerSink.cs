namespace SecretGate.Images;

/// <summary>Takes the content of one blob in the order of its bytes.</summary>
internal interface ILayerSink
{
    /// <summary>A file, or a blob that is no tar.</summary>
    /// <param name="path">Normalised path (no leading <c>./</c> or <c>/</c>), invalid UTF-8 as U+FFFD; null for a blob that is no tar.</param>
    /// <param name="sizeBytes">Bytes that the content will give; null when unknown.</param>
    /// <param name="content">Its bytes, valid until the call returns; what is left unread is read and counted by the caller.</param>
    void File(string? path, long? sizeBytes, Stream content);

    /// <summary>A text of an entry beside its content: name, link target, extended attribute, pax comment, owner.</summary>
    /// <param name="path">Normalised path of the entry.</param>
    /// <param name="text">Raw bytes, valid until the call returns.</param>
    void Metadata(string path, ReadOnlySpan<byte> text);

    /// <summary>Bytes of no file.</summary>
    /// <param name="bytes">The bytes, valid until the call returns; pieces of one run follow each other.</param>
    /// <param name="offset">Offset of the first one.</param>
    /// <param name="isStored">True when the offset counts bytes of the blob as stored (bytes behind its last member), false for the tar stream.</param>
    void Raw(ReadOnlySpan<byte> bytes, long offset, bool isStored);

    /// <summary>Something of the blob was not read, or is wrong.</summary>
    /// <param name="reason">One of <see cref="Decoding.UnreadReason"/>.</param>
    /// <param name="path">The file it is about; null for the blob.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="unreadBytes">Uncompressed bytes not read, as far as their number is known.</param>
    void Note(string reason, string? path, string message, long unreadBytes);
}
