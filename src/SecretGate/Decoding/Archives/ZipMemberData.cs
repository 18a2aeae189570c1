using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>The data behind a local header: to the size that the header names, or else to the descriptor that fits.</summary>
internal sealed class ZipMemberData(ZipLocalHeader header, ArchiveWalk walk) : IDisposable
{
    private readonly BoundedSource? _bounded = header.StoredBytes is { } stored
        ? new BoundedSource(walk.Source, stored, ZipMethods.EndsItself(header.Method))
        : null;

    private readonly ZipDescriptorSource? _described = header.StoredBytes is null && (header.IsEncrypted || header.Method != ZipMethods.Deflate)
        ? new ZipDescriptorSource(walk.Source, isStored: header is { Method: ZipMethods.Stored, IsEncrypted: false })
        : null;

    /// <summary>Opens the expanded bytes; its end verifies checksum and size.</summary>
    public Stream Open()
    {
        if (_bounded is null && _described is null)
        {
            return new CountedStream(walk, new ZipDeflateMember(walk.Source));
        }

        var source = (MemberSource?)_bounded ?? _described!; // One of the two is set.
        var expanded = ZipMethods.Open(header, source, walk.Limits);
        return new CheckedStream(header.Method == ZipMethods.Stored ? expanded : new CountedStream(walk, expanded), Verify);
    }

    /// <summary>Goes behind the data, whatever was read of it.</summary>
    public void SkipRest()
    {
        _bounded?.SkipRest();
        _described?.SkipRest();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bounded?.Dispose();
        _described?.Dispose();
    }

    private void Verify(uint crc, long length)
    {
        _described?.SkipRest();
        var isKnown = _described is not null || !header.HasDescriptor || header.Crc != 0;
        if (isKnown && (crc != (_described?.Crc ?? header.Crc) || length != (_described?.ExpandedBytes ?? header.ExpandedBytes)))
        {
            throw new InvalidDataException("the member does not have the checksum or size that the zip claims");
        }
    }
}
