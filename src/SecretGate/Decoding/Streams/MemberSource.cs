using System.Runtime.ExceptionServices;

namespace SecretGate.Decoding.Streams;

/// <summary>What a decoder that is not ours reads from: counts the bytes from the member's start, and keeps what the source threw.</summary>
internal class MemberSource(ForwardStream source) : ReadOnlyStream
{
    private long _position;

    /// <summary>Bytes read from the member's start.</summary>
    public sealed override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>What the source threw: the medium's fault, not the format's.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>True when the decoder wanted more than there is.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The stream that holds the member.</summary>
    protected ForwardStream Source { get; } = source;

    /// <inheritdoc/>
    public sealed override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            var count = ReadMember(buffer);
            _position += count;
            IsEnded |= count == 0;
            return count;
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    /// <summary>Reads at most to the member's end, as far as that is known.</summary>
    protected virtual int ReadMember(Span<byte> buffer) => Source.Read(buffer);
}
