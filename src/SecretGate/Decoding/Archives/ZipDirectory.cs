using System.Buffers.Binary;

namespace SecretGate.Decoding.Archives;

/// <summary>
/// The central directory of a zip, which is what most readers go by, compared with the local headers that were read: every member that it
/// names must be one of them, stored in the same way.
/// </summary>
internal sealed class ZipDirectory(ArchiveWalk walk)
{
    private const int EntryBytes = 46;
    private const int EndBytes = 22;

    private readonly Dictionary<long, Stored> _members = [];
    private readonly List<(long Offset, Stored Stored)> _entries = [];
    private long? _start;
    private long? _claimedStart;

    /// <summary>Remembers a member that was read.</summary>
    public void Add(ZipLocalHeader header) => _members[header.Offset] = new Stored(header.Method, header.IsEncrypted);

    /// <summary>Takes an entry of the directory.</summary>
    public void TakeEntry()
    {
        _start ??= walk.Source.Position;
        var head = Peek(EntryBytes);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(head[30..]);
        var length = EntryBytes + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(head[32..]);
        head = Peek(length);
        if (_entries.Count >= walk.Limits.ArchiveEntries)
        {
            throw new UnreadException(UnreadReason.Limit, $"the directory of the zip has more than {walk.Limits.ArchiveEntries} entries (limit archive-entries)");
        }

        var stored = new Stored(BinaryPrimitives.ReadUInt16LittleEndian(head[10..]), (head[8] & 1) != 0);
        _entries.Add((OffsetOf(head, head.Slice(EntryBytes + nameLength, extraLength)), stored));
        walk.Source.Advance(length);
    }

    /// <summary>Takes the zip64 end of the directory.</summary>
    public void TakeEnd64()
    {
        _start ??= walk.Source.Position;
        _claimedStart = BinaryPrimitives.ReadInt64LittleEndian(Peek(56)[48..]);
        walk.Source.Advance(4);
    }

    /// <summary>Takes the end of the directory, and compares.</summary>
    public void TakeEnd()
    {
        var end = Peek(EndBytes);
        long claimed = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        claimed = claimed == uint.MaxValue ? _claimedStart ?? claimed : claimed;
        var comment = BinaryPrimitives.ReadUInt16LittleEndian(end[20..]);
        walk.Source.Advance(EndBytes);
        walk.Source.Skip(comment);

        // Offsets count from the archive's first byte, or from the file's where the archive was appended and not adjusted.
        var shift = (_start ?? claimed) - claimed;
        var seen = new HashSet<long>();
        foreach (var (offset, stored) in _entries)
        {
            if (!_members.TryGetValue(offset + shift, out var member) || member != stored || !seen.Add(offset))
            {
                walk.Note(UnreadReason.Ambiguous, null, "the directory of the zip names members that its local headers contradict");
                return;
            }
        }
    }

    private ReadOnlySpan<byte> Peek(int count)
    {
        var bytes = walk.Source.Peek(count);
        return bytes.Length == count ? bytes : throw new InvalidDataException("the zip is cut inside its directory");
    }

    private static long OffsetOf(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        if (offset != uint.MaxValue)
        {
            return offset;
        }

        // The zip64 field holds, in this order, the sizes and the offset as far as they do not fit.
        var at = 4;
        at += BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]) == uint.MaxValue ? 8 : 0;
        at += BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]) == uint.MaxValue ? 8 : 0;
        for (; extra.Length >= 4; extra = extra[Math.Min(extra.Length, 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))..])
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1 && extra.Length >= at + 8)
            {
                return BinaryPrimitives.ReadInt64LittleEndian(extra[at..]);
            }
        }

        return offset;
    }

    private readonly record struct Stored(int Method, bool IsEncrypted);
}
