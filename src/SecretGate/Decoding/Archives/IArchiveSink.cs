namespace SecretGate.Decoding.Archives;

/// <summary>Takes the members of a nested archive, in order.</summary>
internal interface IArchiveSink
{
    /// <summary>One member.</summary>
    /// <param name="name">Its name, not normalised, invalid UTF-8 as U+FFFD; hostile text.</param>
    /// <param name="content">Its expanded bytes, valid until the call returns; need not be read to the end.</param>
    void Member(string name, Stream content);

    /// <summary>Something of the archive was not read.</summary>
    /// <param name="reason"><c>nested-damaged</c>, <c>nested-encrypted</c>, <c>unsupported</c>, <c>limit</c> or <c>too-large-to-seek</c>.</param>
    /// <param name="name">The member it is about; null for the archive.</param>
    /// <param name="message">One sentence.</param>
    void Note(string reason, string? name, string message);
}
