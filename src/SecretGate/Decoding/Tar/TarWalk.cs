namespace SecretGate.Decoding.Tar;

/// <summary>One walk over a tar stream: headers in front of entries, entries, and everything between and behind them.</summary>
internal sealed class TarWalk(TarBlocks blocks, TarContent content, ITarSink sink, ScanLimits limits)
{
    /// <summary>Largest size that twelve octal digits hold: only above it must a pax header give the size (POSIX.1-2001, ustar size field).</summary>
    private const long MaxOctalSize = 0x1FFFFFFFF;

    private readonly TarPending _pending = new();
    private readonly TarSparseReader _sparse = new(blocks, limits);
    private IReadOnlyList<TarText> _owners = [];

    /// <summary>Reads to the end of the stream.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        while (blocks.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (blocks.IsHeader)
            {
                Header(new TarHeader(blocks.Current), blocks.Offset);
            }
            else
            {
                DropPending();
            }
        }

        DropPending();
    }

    private void Header(TarHeader header, long offset)
    {
        for (var at = 0; header.NextSlack(ref at) is { IsEmpty: false } slack;)
        {
            sink.Raw(slack, offset + at - slack.Length);
        }

        if (!header.TryGetSize(out var size))
        {
            blocks.Problem(UnreadReason.Damaged, $"the size in the tar header at offset {offset} is no number");
        }

        switch (header.Type)
        {
            case (byte)'x' or (byte)'X':
                ExtendedHeader(offset, size);
                break;
            case (byte)'g':
                GlobalHeader(offset, size);
                break;
            case (byte)'L' or (byte)'K':
                LongName(header.Type, offset, size);
                break;
            default:
                Entry(header, offset, size);
                _pending.Clear();
                break;
        }
    }

    private void ExtendedHeader(long offset, long size)
    {
        if (!blocks.TryReadBody(size, out var body))
        {
            return;
        }

        var pax = PaxHeader.Parse(body.Span, 2 * (limits.SparseParts + 1));
        if (pax.IsDamaged)
        {
            blocks.Problem(UnreadReason.Damaged, $"the pax header at offset {offset} is malformed");
            sink.Raw(body.Span, offset + TarHeader.BlockBytes);
        }

        if (_pending.Pax is { } earlier)
        {
            _pending.IsAmbiguous |= earlier.ChangesEntry;
            RawTexts(earlier, offset);
        }

        _pending.Pax = pax;
        _pending.Offset ??= offset;
        _pending.IsAmbiguous |= pax.Path.AsSpan().Contains((byte)0) || pax.LinkPath.AsSpan().Contains((byte)0);
    }

    // What a global header says about every entry behind it (a comment, as git archive writes) is text; a name or a size for all of them
    // is applied by some readers and ignored by others.
    private void GlobalHeader(long offset, long size)
    {
        if (!blocks.TryReadBody(size, out var body))
        {
            return;
        }

        sink.Raw(body.Span, offset + TarHeader.BlockBytes);
        var pax = PaxHeader.Parse(body.Span, maxSparseNumbers: 0);
        if (pax.IsDamaged)
        {
            blocks.Problem(UnreadReason.Damaged, $"the global pax header at offset {offset} is malformed");
        }
        else if (pax.ChangesEntry)
        {
            blocks.Problem(UnreadReason.Ambiguous, $"the global pax header at offset {offset} gives every entry a name or size");
        }
    }

    private void LongName(byte type, long offset, long size)
    {
        // A pax size belongs to the entry; readers that apply it to this header lose step (CVE-2025-62518).
        _pending.IsAmbiguous |= _pending.Pax?.Size is { } paxSize && paxSize != size;
        _pending.Offset ??= offset;
        if (!blocks.TryReadBody(size, out var body))
        {
            return;
        }

        var end = body.Span.IndexOf((byte)0) is >= 0 and var nul ? nul : body.Length;
        if (body.Span[end..].ContainsAnyExcept((byte)0))
        {
            sink.Raw(body.Span[end..], offset + TarHeader.BlockBytes + end);
        }

        var name = body.Span[..end].ToArray();
        var earlier = type == 'L' ? _pending.LongName : _pending.LongLink;
        RawText(earlier, offset);
        (_pending.LongName, _pending.LongLink) = type == 'L' ? (name, _pending.LongLink) : (_pending.LongName, name);
    }

    private void Entry(TarHeader header, long offset, long headerSize)
    {
        var stored = StoredBytes(header, headerSize);
        var type = header.Type;
        var name = Name(header);
        if (type == '0' && stored == 0 && name is [.., (byte)'/'])
        {
            type = (byte)'5';
        }

        CheckAmbiguity(offset, headerSize);
        var texts = Texts(header);
        var target = _pending.LongLink ?? _pending.Pax?.LinkPath ?? header.LinkTarget.ToArray();
        var (parts, realSize) = _sparse.Read(header, _pending.Pax, ref stored);
        var entry = new TarEntry
        {
            Name = name,
            LinkTarget = target,
            Type = type,
            StoredBytes = stored,
            SizeBytes = realSize,
            HeaderOffset = _pending.Offset ?? offset,
            ContentOffset = blocks.Position,
            Texts = texts,
        };

        content.Start(stored, parts, realSize);
        try
        {
            sink.Entry(entry, content);
        }
        catch (EndOfStreamException) when (content.IsCut)
        {
            // Said below: the sink has got what there was.
        }

        content.End();
        if (content.IsCut)
        {
            blocks.Cut($"the tar stream is cut inside the entry at offset {offset}");
        }

        blocks.RawPadding(stored);
    }

    // Links, folders and devices have no content for most readers, whatever their size says (old writers give a link the size of its
    // target). Where the next block is a header, it is read as one; where it is not, it must be content.
    private long StoredBytes(TarHeader header, long headerSize)
    {
        var stored = _pending.Pax?.Size ?? headerSize;
        if (stored <= 0 || header.Type is < (byte)'1' or > (byte)'6')
        {
            return Math.Max(stored, 0);
        }

        return blocks.PeekKind() switch
        {
            TarBlockKind.Header => 0,
            TarBlockKind.Zeros when header.Type is (byte)'1' or (byte)'2' => 0,
            _ => stored,
        };
    }

    private void CheckAmbiguity(long offset, long headerSize)
    {
        var pax = _pending.Pax;
        if (_pending.IsAmbiguous
            || (pax?.Size is { } size && size <= MaxOctalSize && LosesStep(size, headerSize))
            || (pax?.Path is { } path && _pending.LongName is { } longName && !path.AsSpan().SequenceEqual(longName)))
        {
            blocks.Problem(UnreadReason.Ambiguous, $"readers disagree about name or size of the tar entry at offset {offset}");
        }
    }

    // A reader that goes by the header's size, though the pax header gives another one, must lose its way or see other entries: those are there
    // when a header, or the end, stands where it looks for one.
    private bool LosesStep(long paxSize, long headerSize) =>
        TarBlocks.Padded(paxSize) != TarBlocks.Padded(headerSize) && blocks.PeekKind(TarBlocks.Padded(headerSize)) != TarBlockKind.Other;

    private byte[] Name(TarHeader header)
    {
        if ((_pending.LongName ?? _pending.Pax?.Path) is { } name)
        {
            return name;
        }

        return header.Prefix.IsEmpty ? header.Name.ToArray() : [.. header.Prefix, (byte)'/', .. header.Name];
    }

    private IReadOnlyList<TarText> Texts(TarHeader header)
    {
        var user = header.UserName;
        var group = header.GroupName;
        if (user.IsEmpty && group.IsEmpty)
        {
            return _pending.Pax is null ? [] : _pending.Pax.Texts;
        }

        // Nearly every entry of a stream has the same owner.
        if (_owners.Count == 0 || !_owners[0].Value.Span.SequenceEqual(user) || !_owners[1].Value.Span.SequenceEqual(group))
        {
            _owners = [new TarText("uname", user.ToArray()), new TarText("gname", group.ToArray())];
        }

        return _pending.Pax is { Texts.Count: > 0 } pax ? [.. _owners, .. pax.Texts] : _owners;
    }

    private void DropPending()
    {
        if (_pending.Offset is not { } offset)
        {
            return;
        }

        blocks.Problem(UnreadReason.Damaged, $"the extended header at offset {offset} belongs to no entry");
        RawText(_pending.LongName, offset);
        RawText(_pending.LongLink, offset);
        if (_pending.Pax is { } pax)
        {
            RawTexts(pax, offset);
        }

        _pending.Clear();
    }

    private void RawTexts(PaxHeader pax, long offset)
    {
        RawText(pax.Path, offset);
        RawText(pax.LinkPath, offset);
        foreach (var text in pax.Texts)
        {
            RawText(text.Value.Span, offset);
        }
    }

    private void RawText(ReadOnlySpan<byte> text, long offset)
    {
        if (!text.IsEmpty)
        {
            sink.Raw(text, offset);
        }
    }
}
