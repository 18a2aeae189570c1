using SharpCompress.Archives;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace SecretGate.Decoding.Archives;

/// <summary>7z by SharpCompress. Its header stands at the end, so the file is held in memory.</summary>
internal static class SevenZipReader
{
    /// <summary>The magic bytes.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]);

    /// <summary>Reads it.</summary>
    public static void Walk(ArchiveWalk walk)
    {
        using var held = walk.SeekMemory.Hold(walk.Source)
            ?? throw new UnreadException(UnreadReason.TooLargeToSeek, "the 7z archive does not fit into memory (limit seek-memory-bytes)");
        using var archive = SevenZipArchive.OpenArchive(held.Bytes, new ReaderOptions { LeaveStreamOpen = true });
        if (archive.Entries.Any(entry => entry.IsEncrypted))
        {
            EachOfItsOwn(walk, archive);
        }
        else
        {
            OneAfterTheOther(walk, archive);
        }
    }

    // Members share compressed blocks: in order, each block is expanded once.
    private static void OneAfterTheOther(ArchiveWalk walk, IArchive archive)
    {
        using var reader = archive.ExtractAllEntries();
        while (reader.MoveToNextEntry())
        {
            if (reader.Entry.IsDirectory)
            {
                walk.CountEntry();
            }
            else
            {
                walk.Member(reader.Entry.Key ?? "", () => Content(walk, reader.Entry, reader.OpenEntryStream()));
            }
        }
    }

    private static void EachOfItsOwn(ArchiveWalk walk, IArchive archive)
    {
        foreach (var entry in archive.Entries)
        {
            if (entry.IsEncrypted)
            {
                walk.CountEntry();
                walk.Note(UnreadReason.NestedEncrypted, entry.Key, "the member is encrypted");
            }
            else if (!entry.IsDirectory)
            {
                walk.Member(entry.Key ?? "", () => Content(walk, entry, entry.OpenEntryStream()));
            }
        }
    }

    // The reader verifies neither checksum nor size; a checksum is optional.
    private static CheckedStream Content(ArchiveWalk walk, IEntry entry, Stream expanded) => new(new CountedStream(walk, expanded), (crc, length) =>
    {
        if (length != entry.Size || (entry.Crc != 0 && crc != (uint)entry.Crc))
        {
            throw new InvalidDataException("the member does not have the checksum or size that the 7z archive claims");
        }
    });
}
