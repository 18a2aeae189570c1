using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace SecretGate.Decoding.Streams;

/// <summary>
/// One zstd frame (RFC 8878), decoded by SharpCompress. A frame that asks for a larger window than the limit allows is read as far as the
/// window that it gets holds everything: what a frame asks for is often far more than it needs.
/// </summary>
internal sealed class ZstdFrame : MemberStream
{
    private readonly ForwardStream _source;
    private readonly ForeignMember _expanded;
    private readonly ulong _askedBytes;
    private readonly long _maxBytes;
    private long _expandedBytes;

    private ZstdFrame(ForwardStream source, ForeignMember expanded, ulong askedBytes, long maxBytes)
    {
        _source = source;
        _expanded = expanded;
        _askedBytes = askedBytes;
        _maxBytes = maxBytes;
    }

    /// <summary>The magic number.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => ZstdFrameHeader.IsMatch(head);

    /// <summary>Opens the frame at the source's position.</summary>
    public static MemberStream Open(ForwardStream source, ScanLimits limits)
    {
        var head = source.Peek(ZstdFrameHeader.MaxLength);
        var header = ZstdFrameHeader.Parse(head);
        var (bytes, maxBytes) = header.WindowBytes <= (ulong)limits.ZstdWindowBytes
            ? (head[..header.Length].ToArray(), long.MaxValue)
            : header.WithWindow(limits.ZstdWindowBytes);
        source.Advance(header.Length);
        var expanded = new ForeignMember("zstd", new ZstdFrameSource(source, bytes, header.HasChecksum), Decoder);
        return new ZstdFrame(source, expanded, header.WindowBytes, maxBytes);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = _expanded.Read(buffer);
            _expandedBytes += count;
            return _expandedBytes <= _maxBytes ? count : throw BeyondWindow();
        }
        catch (InvalidDataException) when (_maxBytes < long.MaxValue && _source.Failure is null)
        {
            // Damage, or what the window does not hold any more.
            throw BeyondWindow();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _expanded.Dispose();
        }

        base.Dispose(disposing);
    }

    private UnreadException BeyondWindow() =>
        new(UnreadReason.Limit, $"the zstd frame asks for a window of {_askedBytes} bytes (limit zstd-window-bytes)");

    // The window is bounded above, so that the decoder's own bound (128 MiB) must not be lower.
    private static DecompressionStream Decoder(Stream frame)
    {
        var decoder = new DecompressionStream(frame, checkEndOfStream: true);
        decoder.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, 31);
        return decoder;
    }
}
