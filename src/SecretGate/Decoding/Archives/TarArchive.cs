using System.Text;
using SecretGate.Decoding.Tar;

namespace SecretGate.Decoding.Archives;

/// <summary>A tar inside a file, or inside a compressed one.</summary>
internal static class TarArchive
{
    /// <summary>A header whose checksum holds; zeros are no archive.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => TarReader.IsHeader(head);

    /// <summary>Reads a tar that stands in the file as it is.</summary>
    public static void Walk(ArchiveWalk walk) => TarReader.ReadEntries(walk.Source, new Entries(walk, isCompressed: false), walk.Limits, walk.CancellationToken);

    /// <summary>Reads a tar that was compressed.</summary>
    public static void Walk(ArchiveWalk walk, ForwardStream expanded)
    {
        var entries = new Entries(walk, isCompressed: true);
        TarReader.ReadEntries(expanded, entries, walk.Limits, walk.CancellationToken);

        // Behind the end mark: more text, and the checksum of the stream.
        using var rest = new MemberContent(walk, () => expanded);
        var buffer = new byte[64 * 1024];
        for (int count; (count = rest.Read(buffer)) > 0;)
        {
            entries.Raw(buffer.AsSpan(0, count), offset: 0);
        }

        if (rest.Fault is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Where the archive is compressed, nobody has seen the texts of its headers and the bytes between its entries.</summary>
    private sealed class Entries(ArchiveWalk walk, bool isCompressed) : ITarSink
    {
        public void Entry(TarEntry entry, Stream content)
        {
            var name = Encoding.UTF8.GetString(entry.Name.Span);
            if (isCompressed)
            {
                walk.Text(name, entry.LinkTarget.Span);
                foreach (var text in entry.Texts)
                {
                    walk.Text(name, text.Value.Span);
                }
            }

            if (entry.StoredBytes > 0)
            {
                walk.Member(name, () => content);
                return;
            }

            walk.CountEntry();
            if (isCompressed)
            {
                walk.Text(name, entry.Name.Span);
            }
        }

        public void Raw(ReadOnlySpan<byte> bytes, long offset)
        {
            if (isCompressed && bytes.ContainsAnyExcept((byte)0))
            {
                walk.Text(null, bytes);
            }
        }

        public void Problem(string reason, string message) =>
            walk.Note(reason == UnreadReason.Damaged ? UnreadReason.NestedDamaged : reason, null, message);
    }
}
