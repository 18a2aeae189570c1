namespace SecretGate.Images;

/// <summary>Takes the content of one blob in the order of its bytes.</summary>
/// <remarks>
/// Paths are the entry's own spelling without leading <c>/</c>, <c>./</c> and <c>../</c>. A byte that is no UTF-8 is a lone low surrogate,
/// see <see cref="PathText"/>.
/// </remarks>
internal interface ILayerSink
{
    /// <summary>A file, or a blob that is no tar.</summary>
    /// <param name="path">Path of the file; null for a blob that is no tar.</param>
    /// <param name="entry">Which entry of the layer it is, for <see cref="LayerStack.StateOf"/>; one path may have several entries.</param>
    /// <param name="sizeBytes">Bytes that the content will give; null when unknown.</param>
    /// <param name="content">Its bytes, valid until the call returns; what is left unread is read and counted by the caller.</param>
    void File(string? path, int entry, long? sizeBytes, Stream content);

    /// <summary>A text of an entry beside its content: name, link target, extended attribute, pax comment, owner.</summary>
    /// <param name="path">Path of the entry.</param>
    /// <param name="entry">Which entry of the layer it is.</param>
    /// <param name="isShown">True for what a reader of the final file system is shown: name, link target, extended attribute.</param>
    /// <param name="text">Raw bytes, valid until the call returns.</param>
    void Metadata(string path, int entry, bool isShown, ReadOnlySpan<byte> text);

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
