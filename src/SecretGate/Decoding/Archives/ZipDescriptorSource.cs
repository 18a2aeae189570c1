using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>Data of unknown size that does not end itself: ends where a signed descriptor names exactly the bytes in front of it.</summary>
internal sealed class ZipDescriptorSource(ForwardStream source, bool isStored) : MemberSource(source, endsItself: false)
{
    private const int PieceBytes = 32 * 1024;

    private ZipDescriptor? _descriptor;

    /// <summary>CRC-32; null before the end.</summary>
    public uint? Crc => _descriptor?.Crc;

    /// <summary>Uncompressed size; null before the end.</summary>
    public long? ExpandedBytes => _descriptor?.ExpandedBytes;

    /// <summary>Reads on to the end, and takes the descriptor.</summary>
    public void SkipRest()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (Read(buffer) > 0)
        {
        }
    }

    /// <inheritdoc/>
    protected override int ReadMember(Span<byte> buffer)
    {
        if (_descriptor is not null)
        {
            return 0;
        }

        var window = Source.Peek(PieceBytes);
        var at = window.IndexOf(ZipDescriptor.Signature);
        if (at == 0)
        {
            if (ZipDescriptor.TryRead(window[4..], Position, isStored ? Position : null, out var descriptor))
            {
                _descriptor = descriptor;
                Source.Advance(4 + descriptor.Length);
                return 0;
            }

            at = window[1..].IndexOf(ZipDescriptor.Signature) is >= 0 and var next ? next + 1 : -1;
        }

        // The signature may begin in the last three bytes; at the end of the file it cannot.
        var free = at >= 0 ? at : window.Length == PieceBytes ? window.Length - 3 : 0;
        if (free == 0)
        {
            throw new InvalidDataException("the zip is cut inside a member");
        }

        var count = Math.Min(free, buffer.Length);
        window[..count].CopyTo(buffer);
        Source.Advance(count);
        return count;
    }
}
