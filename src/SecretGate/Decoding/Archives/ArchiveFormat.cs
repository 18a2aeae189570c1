namespace SecretGate.Decoding.Archives;

/// <summary>One row of the table of nested archives: zip, tar, ar, cpio, rpm, 7z …, and every lone compressed stream.</summary>
/// <param name="Name">For the ledger.</param>
/// <param name="IsMatch">Tests the first 512 bytes (fewer at the end of a file).</param>
/// <param name="Walk">Goes through one archive of the format.</param>
internal sealed record ArchiveFormat(string Name, StreamFormat.Test IsMatch, Action<ArchiveWalk> Walk)
{
    /// <summary>
    /// Reads a file that starts like this archive, hands its members to the sink, and goes on to the end of the file: a zip that starts
    /// behind the archive is opened too. Damage becomes a note; the caller scans the same bytes raw.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled. What the stream around the archive or the sink throws passes through as well.</exception>
    public void Read(ForwardStream archive, IArchiveSink sink, ScanLimits limits, CancellationToken cancellationToken)
    {
        var walk = new ArchiveWalk(archive, sink, limits, cancellationToken);
        var format = this;
        while (format is not null && walk.Run(format))
        {
            format = walk.FindNext();
        }
    }
}
