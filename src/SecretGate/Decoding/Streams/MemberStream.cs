namespace SecretGate.Decoding.Streams;

/// <summary>
/// The expanded bytes of one member or frame of a compressed stream. It ends with the member and then has left the source exactly behind it.
/// </summary>
/// <remarks>Dispose it to give its buffers back; the source stays open.</remarks>
internal abstract class MemberStream : ReadOnlyStream
{
    /// <summary>
    /// Bytes of the member's header that anyone can write into without changing its content: gzip's extra field, file name and comment.
    /// Empty for the other formats. Readers that account for every byte scan them.
    /// </summary>
    public virtual ReadOnlyMemory<byte> HeaderTexts => default;
}
