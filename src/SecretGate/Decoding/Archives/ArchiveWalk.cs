using SharpCompress.Common;

namespace SecretGate.Decoding.Archives;

/// <summary>
/// One pass over a file that holds an archive: what its reader needs, and the one place where limits are kept and where an exception
/// becomes a note.
/// </summary>
internal sealed class ArchiveWalk(ForwardStream source, IArchiveSink sink, ScanLimits limits, CancellationToken cancellationToken)
{
    /// <summary>A small archive may expand a lot: the ratio counts from here.</summary>
    private const long RatioFromBytes = 64 << 20;

    /// <summary>The first notes already decide; a hostile archive may have one per member.</summary>
    private const int MaxNotes = 100;

    private Exception? _fromSink;
    private Exception? _said;
    private long _expandedBytes;
    private long _foundAt = -1;
    private int _entries;
    private int _notes;

    /// <summary>The file, at the reader's position.</summary>
    public ForwardStream Source { get; } = source;

    /// <summary>The limits.</summary>
    public ScanLimits Limits { get; } = limits;

    /// <summary>Memory for formats that need seeking.</summary>
    public SeekMemory SeekMemory => sink.Budget.SeekMemory;

    /// <summary>Checked once a member, and with every piece of content.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Lets a format go through its archive. False when nothing more may be read.</summary>
    public bool Run(ArchiveFormat format)
    {
        try
        {
            format.Walk(this);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && Source.Failure is null && _fromSink is null)
        {
            Say(e, name: null);
            return e is not UnreadException { Reason: UnreadReason.Limit };
        }
    }

    /// <summary>Reads on to the next archive that starts in the rest of the file; null at its end.</summary>
    public ArchiveFormat? FindNext()
    {
        if (Source.Position == _foundAt)
        {
            Source.Skip(1);
        }

        var format = ArchiveFormats.FindEmbedded(Source, CancellationToken);
        _foundAt = Source.Position;
        return format;
    }

    /// <summary>Hands one member on, read to its end whatever the sink reads. False when it is damaged, which was noted.</summary>
    /// <param name="name">As <see cref="IArchiveSink.Member"/> takes it.</param>
    /// <param name="open">Opens its expanded bytes.</param>
    public bool Member(string? name, Func<Stream> open)
    {
        CountEntry();
        using var content = new MemberContent(this, open);
        try
        {
            sink.Member(name, content);
        }
        catch (Exception e)
        {
            _fromSink = e;
            throw;
        }

        content.Drain();
        if (content.Fault is null)
        {
            return true;
        }

        Say(content.Fault, name);
        return content.Fault is UnreadException { Reason: UnreadReason.Limit } limit ? throw limit : false;
    }

    /// <summary>Counts an entry that has no content.</summary>
    public void CountEntry()
    {
        CancellationToken.ThrowIfCancellationRequested();
        sink.Budget.CountEntry();
        if (++_entries > Limits.ArchiveEntries)
        {
            throw new UnreadException(UnreadReason.Limit, $"the archive has more than {Limits.ArchiveEntries} members (limit archive-entries)");
        }
    }

    /// <summary>Counts bytes that came out of a decompressor.</summary>
    public void CountExpanded(int bytes)
    {
        sink.Budget.CountExpanded(bytes);
        _expandedBytes += bytes;
        if (_expandedBytes > Limits.ArchiveExpandedBytes)
        {
            throw new UnreadException(
                UnreadReason.Limit, $"the archive expands to more than {Limits.ArchiveExpandedBytes} bytes (limit archive-expanded-bytes)");
        }

        if (_expandedBytes > RatioFromBytes && _expandedBytes / Limits.ArchiveRatio > Source.Position)
        {
            throw new UnreadException(UnreadReason.Limit, $"the archive expands more than {Limits.ArchiveRatio} times (limit archive-ratio)");
        }
    }

    /// <summary>Hands a text on that nothing else shows.</summary>
    public void Text(string? name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            sink.Text(name, text);
        }
    }

    /// <summary>Says that something was not read.</summary>
    public void Note(string reason, string? name, string message)
    {
        if (_notes++ < MaxNotes)
        {
            sink.Note(reason, name, message);
        }
    }

    // The same fault may come up again in the streams around a member; it is said once.
    private void Say(Exception fault, string? name)
    {
        if (ReferenceEquals(fault, _said))
        {
            return;
        }

        _said = fault;
        var (reason, message) = fault switch
        {
            UnreadException unread => (unread.Reason, unread.Message),
            InvalidDataException or EndOfStreamException => (UnreadReason.NestedDamaged, fault.Message),
            CryptographicException => (UnreadReason.NestedEncrypted, "it is encrypted"),
            NotSupportedException or NotImplementedException => (UnreadReason.Unsupported, "it uses a part of the format that is not supported"),
            _ => (UnreadReason.NestedDamaged, "the archive does not parse"),
        };
        Note(reason, name, message);
    }
}
