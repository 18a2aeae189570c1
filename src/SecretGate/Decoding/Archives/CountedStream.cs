using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>What comes out of a decompressor, counted against the limits of the archive. Disposes the decompressor.</summary>
internal sealed class CountedStream(ArchiveWalk walk, Stream expanded) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = expanded.Read(buffer);
        walk.CountExpanded(count);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            expanded.Dispose();
        }

        base.Dispose(disposing);
    }
}
