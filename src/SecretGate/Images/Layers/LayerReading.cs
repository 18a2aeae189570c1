using System.Buffers;
using SecretGate.Decoding;
using SecretGate.Decoding.Tar;

namespace SecretGate.Images.Layers;

/// <summary>The reading of one blob.</summary>
internal sealed class LayerReading(ILayerSink sink, ScanLimits limits, CancellationToken cancellationToken) : ITarSink, IDisposable
{
    private const int HeadBytes = 512;
    private const int PieceBytes = 64 * 1024;
    private const long RatioFloorBytes = 1L << 30;

    private readonly LayerPathsBuilder _paths = new();
    private readonly EntryContent _content = new();
    private TarText _user;
    private TarText _group;
    private bool _isTar;
    private bool _isBroken;
    private bool _isMediumBroken;

    /// <summary>Reads the stored bytes to their end.</summary>
    /// <param name="stored">The bytes.</param>
    /// <param name="claimed">Digest that they should have; null for none.</param>
    public LayerContent Run(Stream stored, Digest? claimed)
    {
        using var counted = new DigestStream(stored, claimed?.Algorithm == "sha512", check: null, cancellationToken);
        using var forward = new ForwardStream(counted);
        using var chain = Open(forward);
        using var plain = new DigestStream(chain, withSha512: false, count => Check(count, counted.Count), cancellationToken);

        using var expanded = new ForwardStream(plain);

        // Bytes that are stored as they are would get the same digest twice.
        var isCompressed = chain.IsCompressed;
        Attempt(() => ReadPlain(isCompressed ? expanded : forward));
        Attempt(() => ReadRest(forward));
        var digest = counted.Sha256();
        return new LayerContent
        {
            Digest = digest,
            Sha512 = counted.Sha512(),
            StoredBytes = counted.Count,
            DiffId = _isBroken ? null : isCompressed ? plain.Sha256() : digest,
            UncompressedBytes = isCompressed ? plain.Count : counted.Count,
            IsTar = _isTar,
            Compression = chain.Compression,
            Paths = _paths.Build(),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _content.Dispose();

    /// <inheritdoc/>
    public void Entry(TarEntry entry, Stream content)
    {
        var path = PathText.Decode(WithoutLead(entry.Name.Span));
        var wasFull = _paths.IsFull;
        var number = _paths.Add(entry, path);
        if (_paths.IsFull && !wasFull)
        {
            sink.Note(
                UnreadReason.Limit, path, $"The layer has more than {LayerPathsBuilder.EntryLimit} entries; files from here on count as visible.", unreadBytes: 0);
        }

        GiveTexts(entry, path, number);
        if (entry.StoredBytes == 0)
        {
            return;
        }

        if (entry.IsFile)
        {
            sink.File(path, number, entry.SizeBytes == entry.StoredBytes ? entry.StoredBytes : null, _content.Of(content));
        }
        else
        {
            GiveRaw(_content.Of(content), entry.ContentOffset, isStored: false);
        }
    }

    /// <inheritdoc/>
    public void Raw(ReadOnlySpan<byte> bytes, long offset) => sink.Raw(bytes, offset, isStored: false);

    /// <inheritdoc/>
    public void Problem(string reason, string message) => sink.Note(reason, null, $"The layer: {message}.", unreadBytes: 0);

    private static ReadOnlySpan<byte> WithoutLead(ReadOnlySpan<byte> name)
    {
        while (true)
        {
            var lead = name is [(byte)'/', ..] ? 1 : name is [(byte)'.', (byte)'/', ..] ? 2 : name is [(byte)'.', (byte)'.', (byte)'/', ..] ? 3 : 0;
            if (lead == 0)
            {
                return name;
            }

            name = name[lead..];
        }
    }

    private static bool IsXattr(string key) =>
        key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal) || key.StartsWith("LIBARCHIVE.xattr.", StringComparison.Ordinal);

    private MemberChain Open(ForwardStream stored)
    {
        MemberChain? chain = null;
        Attempt(() => chain = new MemberChain(stored, limits, (bytes, offset) => sink.Raw(bytes, offset, isStored: true)));
        return chain ?? new MemberChain(new ForwardStream(Stream.Null), limits, (_, _) => { });
    }

    private void ReadPlain(ForwardStream plain)
    {
        var head = plain.Peek(HeadBytes);
        _isTar = head.IsEmpty || TarReader.IsTar(head);
        if (head.IsEmpty)
        {
            return; // a layer that changes nothing: engines take it
        }

        if (_isTar)
        {
            TarReader.Read(plain, this, limits, cancellationToken);
        }
        else
        {
            sink.File(null, 0, null, _content.Of(plain));
            plain.Skip(long.MaxValue);
        }

        // Of a tar that is cut the tar reader has told.
        if (!(_isTar && _content.Break?.SourceException is EndOfStreamException))
        {
            _content.Break?.Throw();
        }
    }

    // Behind the last member; behind a break also what the decoder has left. Padding says nothing.
    private void ReadRest(ForwardStream stored)
    {
        while (stored.Peek(PieceBytes) is { IsEmpty: false } piece && !piece.ContainsAnyExcept((byte)0))
        {
            stored.Advance(piece.Length);
        }

        var offset = stored.Position;
        GiveRaw(stored, offset, isStored: true);
        if (stored.Position > offset && !_isBroken)
        {
            sink.Note(
                UnreadReason.Ambiguous,
                null,
                $"{stored.Position - offset} bytes stand behind the compressed data, from offset {offset} on: some readers refuse the blob, others ignore them. They were scanned as they are.",
                unreadBytes: 0);
        }
    }

    private void GiveRaw(Stream content, long offset, bool isStored)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int count; (count = content.Read(buffer)) > 0; offset += count)
            {
                sink.Raw(buffer.AsSpan(0, count), offset, isStored);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private void GiveTexts(TarEntry entry, string path, int number)
    {
        sink.Metadata(path, number, isShown: true, entry.Name.Span);
        if (!entry.LinkTarget.IsEmpty)
        {
            sink.Metadata(path, number, isShown: true, entry.LinkTarget.Span);
        }

        foreach (var text in entry.Texts)
        {
            if (!IsKnownOwner(text))
            {
                sink.Metadata(path, number, IsXattr(text.Key), text.Value.Span);
            }
        }
    }

    // Nearly every entry has the owner of the one before it: said once.
    private bool IsKnownOwner(TarText text)
    {
        ref var known = ref text.Key == "gname" ? ref _group : ref _user;
        if (text.Key is not ("uname" or "gname"))
        {
            return false;
        }

        var isKnown = known.Value.Span.SequenceEqual(text.Value.Span);
        known = text;
        return isKnown;
    }

    private void Check(long uncompressed, long stored)
    {
        if (uncompressed > limits.LayerBytes)
        {
            throw new UnreadException(UnreadReason.Limit, $"it expands to more than layer-bytes ({limits.LayerBytes})");
        }

        if (uncompressed > RatioFloorBytes && uncompressed / limits.LayerRatio > stored)
        {
            throw new UnreadException(UnreadReason.Limit, $"it expands to more than layer-ratio ({limits.LayerRatio}) times its size");
        }
    }

    private void Attempt(Action read)
    {
        if (_isMediumBroken)
        {
            return;
        }

        try
        {
            read();
        }
        catch (Exception failure) when (failure is InvalidDataException or UnreadException or IOException)
        {
            _isBroken = true;
            _isMediumBroken = failure is IOException;
            var reason = failure switch
            {
                UnreadException unread => unread.Reason,
                InvalidDataException or EndOfStreamException => UnreadReason.Damaged,
                _ => UnreadReason.Unreadable,
            };
            sink.Note(reason, null, $"The blob could not be read to its end: {failure.Message}.", unreadBytes: 0);
        }
    }
}
