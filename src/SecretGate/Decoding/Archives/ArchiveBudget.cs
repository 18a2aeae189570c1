namespace SecretGate.Decoding.Archives;

/// <summary>
/// What may be spent on one file with everything that is nested in it: an archive of archives multiplies what each of them may expand to.
/// </summary>
internal sealed class ArchiveBudget(ScanLimits limits)
{
    /// <summary>How many times the limit of one archive may be spent on all that are nested in a file: a fat jar in a tarball does twice.</summary>
    private const int Nesting = 4;

    private long _expandedBytes;
    private long _entries;

    /// <summary>Memory for formats that need seeking.</summary>
    public SeekMemory SeekMemory { get; } = new(limits.SeekMemoryBytes);

    /// <summary>Starts with the next file.</summary>
    public void Reset() => (_expandedBytes, _entries) = (0, 0);

    /// <summary>Counts bytes that came out of a decompressor.</summary>
    /// <exception cref="UnreadException">They are too many.</exception>
    public void CountExpanded(int bytes)
    {
        _expandedBytes += bytes;
        if (_expandedBytes / Nesting > limits.ArchiveExpandedBytes)
        {
            throw new UnreadException(
                UnreadReason.Limit, $"the archives in this file expand to more than {Nesting} times {limits.ArchiveExpandedBytes} bytes (limit archive-expanded-bytes)");
        }
    }

    /// <summary>Counts a member.</summary>
    /// <exception cref="UnreadException">There are too many.</exception>
    public void CountEntry()
    {
        if (++_entries / Nesting > limits.ArchiveEntries)
        {
            throw new UnreadException(
                UnreadReason.Limit, $"the archives in this file have more than {Nesting} times {limits.ArchiveEntries} members (limit archive-entries)");
        }
    }
}
