using System.Runtime.ExceptionServices;

namespace SecretGate.Decoding.Streams;

/// <summary>What a decoder that is not ours reads from: counts the bytes from the member's start, and keeps what the source threw.</summary>
/// <param name="source">The stream that holds the member.</param>
/// <param name="endsItself">
/// True when the decoder knows the member's end and never asks for more than there is, so that the source's end is a cut: some would go on
/// decoding bytes that are not there.
/// </param>
internal class MemberSource(ForwardStream source, bool endsItself = true) : ReadOnlyStream
{
    private long _position;

    /// <summary>Bytes read from the member's start.</summary>
    public sealed override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>What a read threw: the source's fault, or a cut; not the decoder's.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

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
            return count > 0 || !endsItself ? count : throw new InvalidDataException($"the stream is cut after {_position} stored bytes");
        }
        catch (Exception e)
        {
            Failure ??= ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    /// <summary>Reads at most to the member's end, as far as that is known.</summary>
    protected virtual int ReadMember(Span<byte> buffer) => Source.Read(buffer);
}
