using System.Buffers.Binary;
using System.IO.Hashing;

namespace SecretGate.Decoding.Streams;

/// <summary>One gzip member (RFC 1952): every header flag, checksum and length verified.</summary>
internal sealed class GzipMember : DeflateMember
{
    private readonly Crc32 _crc = new();
    private readonly byte[] _texts;

    private GzipMember(ForwardStream source, byte[] texts)
        : base("gzip", source) => _texts = texts;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> HeaderTexts => _texts;

    /// <inheritdoc/>
    protected override int MaxTrailerBytes => 8;

    /// <summary>The magic bytes and the only method there is.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);

    /// <summary>Opens the member at the source's position.</summary>
    public static GzipMember Open(ForwardStream source, ScanLimits limits) => new(source, new GzipHeader(source, limits).Read());

    /// <inheritdoc/>
    protected override void Append(ReadOnlySpan<byte> expanded) => _crc.Append(expanded);

    /// <inheritdoc/>
    protected override void WriteChecksum(Span<byte> destination) =>
        BinaryPrimitives.WriteUInt32LittleEndian(destination, _crc.GetCurrentHashAsUInt32());

    /// <inheritdoc/>
    protected override bool IsTrailer(ReadOnlySpan<byte> window, int at, long before, out int start, out int end)
    {
        start = at;
        end = at + 8;
        return window.Length >= end && BinaryPrimitives.ReadUInt32LittleEndian(window[(at + 4)..]) == unchecked((uint)ExpandedBytes);
    }
}
