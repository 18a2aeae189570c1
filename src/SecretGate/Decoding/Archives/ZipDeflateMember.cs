using System.Buffers.Binary;
using System.IO.Hashing;
using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>A deflated member of unknown size: its end is where a descriptor fits, signed or not.</summary>
internal sealed class ZipDeflateMember(ForwardStream source) : DeflateMember("deflate", source)
{
    private readonly Crc32 _crc = new();

    /// <inheritdoc/>
    protected override int MaxTrailerBytes => 4 + ZipDescriptor.HeadBytes;

    /// <inheritdoc/>
    protected override void Append(ReadOnlySpan<byte> expanded) => _crc.Append(expanded);

    /// <inheritdoc/>
    protected override void WriteChecksum(Span<byte> destination) =>
        BinaryPrimitives.WriteUInt32LittleEndian(destination, _crc.GetCurrentHashAsUInt32());

    /// <inheritdoc/>
    protected override bool IsTrailer(ReadOnlySpan<byte> window, int at, long before, out int start, out int end)
    {
        var isSigned = at >= 4 && window[(at - 4)..].StartsWith(ZipDescriptor.Signature);
        start = isSigned ? at - 4 : at;
        end = at;
        if (!ZipDescriptor.TryRead(window[at..], before + start, ExpandedBytes, out var descriptor))
        {
            return false;
        }

        end += descriptor.Length;
        return true;
    }
}
