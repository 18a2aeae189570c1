using SharpCompress.Readers;
using SharpCompress.Readers.Rar;

namespace SecretGate.Decoding.Archives;

/// <summary>RAR 2.9 to 5 by SharpCompress, read forward.</summary>
internal static class RarArchiveReader
{
    /// <summary>The magic bytes of both formats.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith("Rar!\u001a\u0007\0"u8) || head.StartsWith("Rar!\u001a\u0007\u0001\0"u8);

    /// <summary>Reads it.</summary>
    public static void Walk(ArchiveWalk walk)
    {
        using var reader = RarReader.OpenReader(walk.Source, new ReaderOptions { LeaveStreamOpen = true });
        while (reader.MoveToNextEntry())
        {
            var entry = reader.Entry;
            if (entry.IsEncrypted)
            {
                walk.CountEntry();
                walk.Note(UnreadReason.NestedEncrypted, entry.Key, "the member is encrypted");
            }
            else if (entry.IsDirectory)
            {
                walk.CountEntry();
            }
            else
            {
                walk.Member(entry.Key ?? "", () => new CountedStream(walk, reader.OpenEntryStream()));
            }
        }
    }
}
