using System.Runtime.ExceptionServices;
using SecretGate.Decoding;
using SecretGate.Decoding.Streams;
using SecretGate.Decoding.Tar;

namespace SecretGate.Images.Layers;

/// <summary>
/// The uncompressed bytes of a blob: one compressed member after another, or the bytes themselves. It ends behind the last member, where
/// the stored stream may have more.
/// </summary>
/// <remarks>What it threw once it throws again: nobody behind it can take damage for an end. Disposing leaves the stored stream open.</remarks>
internal sealed class MemberChain : ReadOnlyStream
{
    private const int TarHeadBytes = 512;

    private readonly ForwardStream _stored;
    private readonly ScanLimits _limits;
    private readonly Action<ReadOnlySpan<byte>, long> _aside;
    private readonly StreamFormat? _format;
    private MemberStream? _member;
    private bool _isAside;
    private bool _isEnded;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Creates one at the start of a blob.</summary>
    /// <param name="stored">The stored bytes.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="aside">
    /// Takes stored bytes that are no part of the uncompressed ones, with their offset: texts of gzip headers, skippable frames.
    /// </param>
    public MemberChain(ForwardStream stored, ScanLimits limits, Action<ReadOnlySpan<byte>, long> aside)
    {
        _stored = stored;
        _limits = limits;
        _aside = aside;
        _format = Detect(stored);
    }

    /// <summary>Name of the compression, <c>none</c> when there is none.</summary>
    public string Compression => _format switch
    {
        null => "none",
        { IsSkippable: true } => "zstd",
        { Name: var name } => name,
    };

    /// <summary>False when the uncompressed bytes are the stored ones.</summary>
    public bool IsCompressed => _format is not null;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        _failure?.Throw();
        if (_format is null)
        {
            return _stored.Read(buffer);
        }

        try
        {
            return ReadMembers(buffer);
        }
        catch (Exception failure) when (failure is InvalidDataException or UnreadException)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        _member = null;
        base.Dispose(disposing);
    }

    private int ReadMembers(Span<byte> buffer)
    {
        while (!_isEnded && !buffer.IsEmpty)
        {
            if (_member is null && !OpenNext())
            {
                break;
            }

            var position = _stored.Position;
            var count = _member!.Read(buffer); // OpenNext has opened it
            if (count == 0)
            {
                _member.Dispose();
                _member = null;
            }
            else if (_isAside)
            {
                _aside(buffer[..count], position);
            }
            else
            {
                return count;
            }
        }

        return 0;
    }

    // A member behind zero padding is read on: whoever skips the padding sees it.
    private bool OpenNext()
    {
        var head = _stored.Peek(StreamFormats.HeadBytes);
        while (head is [0, ..])
        {
            var zeros = head.IndexOfAnyExcept((byte)0);
            _stored.Advance(zeros < 0 ? head.Length : zeros);
            head = _stored.Peek(StreamFormats.HeadBytes);
        }

        var next = StreamFormats.Detect(head);
        if (next is null || !(next == _format || next.IsSkippable || _format is { IsSkippable: true }))
        {
            _isEnded = true;
            return false;
        }

        var position = _stored.Position;
        _member = next.Open(_stored, _limits);
        _isAside = next.IsSkippable;
        if (!_member.HeaderTexts.IsEmpty)
        {
            _aside(_member.HeaderTexts.Span, position);
        }

        return true;
    }

    // Engines know gzip, zstd, bzip2 and xz, and look for them before they look for a tar. What they do not know they take for a tar first.
    private static StreamFormat? Detect(ForwardStream stored)
    {
        var format = StreamFormats.Detect(stored.Peek(StreamFormats.HeadBytes));
        return format?.Name is "lzip" or "lz4" or "zlib" && TarReader.IsTar(stored.Peek(TarHeadBytes)) ? null : format;
    }
}
