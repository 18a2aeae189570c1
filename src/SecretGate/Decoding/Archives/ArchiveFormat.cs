namespace SecretGate.Decoding.Archives;

/// <summary>One row of the table of nested archives: zip, tar, ar, cpio, rpm, 7z …, and every lone compressed stream.</summary>
/// <param name="Name">For the ledger.</param>
/// <param name="IsMatch">Tests the first 512 bytes (fewer at the end of a file).</param>
/// <param name="Read">
/// Reads an archive forward and hands its members to the sink. It pulls from the stream only what it needs (the caller scans the same bytes
/// raw, and reads on to the end of the file). Damage becomes a note; only <see cref="OperationCanceledException"/> leaves it.
/// </param>
internal sealed record ArchiveFormat(string Name, StreamFormat.Test IsMatch, ArchiveFormat.Reader Read)
{
    /// <summary>Reads one archive.</summary>
    public delegate void Reader(ForwardStream archive, IArchiveSink sink, ScanLimits limits, CancellationToken cancellationToken);
}
