using System.IO.Hashing;
using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>Takes checksum and length of what goes through, and has them verified at the end. Disposes the inner stream.</summary>
internal sealed class CheckedStream(Stream expanded, Action<uint, long> verify) : ReadOnlyStream
{
    private readonly Crc32 _crc = new();
    private long _length;
    private bool _isEnded;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_isEnded || buffer.IsEmpty)
        {
            return 0;
        }

        var count = expanded.Read(buffer);
        _crc.Append(buffer[..count]);
        _length += count;
        if (count == 0)
        {
            _isEnded = true;
            verify(_crc.GetCurrentHashAsUInt32(), _length);
        }

        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            expanded.Dispose();
        }

        base.Dispose(disposing);
    }
}
