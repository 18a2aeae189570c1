namespace SecretGate.Decoding.Archives;

/// <summary>Takes the members of a nested archive, in order.</summary>
internal interface IArchiveSink
{
    /// <summary>What may be spent on the file; the same for every archive that is nested in it.</summary>
    ArchiveBudget Budget { get; }

    /// <summary>One member.</summary>
    /// <param name="name">
    /// Its name, not normalised, invalid UTF-8 as U+FFFD; hostile text. Null for what a lone compressed stream holds: the caller names it
    /// after the file (<see cref="ArchiveFormats.ExpandedName"/>).
    /// </param>
    /// <param name="content">
    /// Its expanded bytes, valid until the call returns; need not be read to the end. Damage and limits end it early and become a note
    /// behind the call; it throws only what the stream around the archive throws.
    /// </param>
    void Member(string? name, Stream content);

    /// <summary>
    /// A text of the archive that neither the members' content nor the archive's own bytes show, since those are compressed: names of
    /// members without content, link targets, extended attributes, bytes between the entries of a compressed tar.
    /// </summary>
    /// <param name="name">The member it belongs to; null for the archive.</param>
    /// <param name="text">Raw bytes, valid until the call returns.</param>
    void Text(string? name, ReadOnlySpan<byte> text);

    /// <summary>Something of the archive was not read.</summary>
    /// <param name="reason"><c>nested-damaged</c>, <c>nested-encrypted</c>, <c>unsupported</c>, <c>limit</c>, <c>too-large-to-seek</c> or <c>ambiguous</c>.</param>
    /// <param name="name">The member it is about; null for the archive, or for what a lone compressed stream holds.</param>
    /// <param name="message">One sentence.</param>
    void Note(string reason, string? name, string message);
}
