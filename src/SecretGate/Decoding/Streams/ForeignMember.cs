namespace SecretGate.Decoding.Streams;

/// <summary>
/// The one boundary around decoders that are not ours: whatever they throw becomes an <see cref="InvalidDataException"/>; what the source
/// throws (a lost connection, the end of the tar around it) passes as it is.
/// </summary>
internal sealed class ForeignMember : MemberStream
{
    private readonly string _format;
    private readonly MemberSource _source;
    private readonly Stream _decoder;
    private long _expandedBytes;
    private bool _isEnded;

    /// <summary>Wraps a decoder.</summary>
    /// <param name="format">For messages.</param>
    /// <param name="source">What the decoder reads from; disposed with it.</param>
    /// <param name="create">Makes the decoder.</param>
    public ForeignMember(string format, MemberSource source, Func<Stream, Stream> create)
    {
        _format = format;
        _source = source;
        try
        {
            _decoder = create(source);
        }
        catch (Exception e)
        {
            throw Fault(e);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        int count;
        try
        {
            count = _decoder.Read(buffer);
        }
        catch (Exception e)
        {
            throw Fault(e);
        }

        _expandedBytes += count;
        _isEnded = count == 0;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private Exception Fault(Exception fault)
    {
        _source.Failure?.Throw();
        return fault is NotSupportedException or NotImplementedException
            ? new UnreadException(UnreadReason.Unsupported, $"the {_format} stream uses a part of the format that is not supported")
            : new InvalidDataException($"the {_format} stream is damaged after {_expandedBytes} expanded bytes");
    }
}
