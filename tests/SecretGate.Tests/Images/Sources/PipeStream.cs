using SecretGate.Decoding.Streams;

namespace SecretGate.Tests.Images.Sources;

/// <summary>Bytes that come in pieces of odd length and cannot be sought.</summary>
internal sealed class PipeStream(byte[] bytes) : ReadOnlyStream
{
    private int _read;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, 4099), bytes.Length - _read);
        bytes.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }
}
