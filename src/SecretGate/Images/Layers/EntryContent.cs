using System.Runtime.ExceptionServices;
using SecretGate.Decoding;
using SecretGate.Decoding.Streams;

namespace SecretGate.Images.Layers;

/// <summary>
/// Content as a sink reads it: where it breaks off, the sink sees an end, so that what it has got so far is looked at to the last byte. The
/// break is kept for the reader of the layer.
/// </summary>
internal sealed class EntryContent : ReadOnlyStream
{
    private Stream _content = Null;

    /// <summary>What broke it off; null when nothing did.</summary>
    public ExceptionDispatchInfo? Break { get; private set; }

    /// <summary>Starts with other content.</summary>
    public EntryContent Of(Stream content)
    {
        _content = content;
        return this;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Break is not null)
        {
            return 0;
        }

        try
        {
            return _content.Read(buffer);
        }
        catch (Exception failure) when (failure is InvalidDataException or UnreadException or IOException)
        {
            Break = ExceptionDispatchInfo.Capture(failure);
            return 0;
        }
    }
}
