namespace SecretGate.Decoding.Streams;

/// <summary>
/// The expanded bytes of members that follow each other, of one format, with skippable frames between them, as the format's own tool
/// writes them. Stops at the first byte that starts no member.
/// </summary>
internal sealed class JoinedMembers(ForwardStream source, ScanLimits limits) : ReadOnlyStream
{
    private StreamFormat? _format;
    private MemberStream? _member;
    private bool _isSkipped;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_member is not null || StartMember())
        {
            var count = _member!.Read(buffer); // Set by StartMember, or before.
            if (count > 0 && !_isSkipped)
            {
                return count;
            }

            if (count == 0)
            {
                _member.Dispose();
                _member = null;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        base.Dispose(disposing);
    }

    private bool StartMember()
    {
        var next = StreamFormats.Detect(source.Peek(StreamFormats.HeadBytes));
        if (next is null || !(next.IsSkippable || _format is null || next == _format))
        {
            return false;
        }

        _format = next.IsSkippable ? _format : next;
        _isSkipped = next.IsSkippable;
        _member = next.Open(source, limits);
        return true;
    }
}
