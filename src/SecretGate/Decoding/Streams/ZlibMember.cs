using System.Buffers.Binary;

namespace SecretGate.Decoding.Streams;

/// <summary>One zlib stream (RFC 1950): what git stores its objects in.</summary>
internal sealed class ZlibMember : DeflateMember
{
    private const int PresetDictionary = 0x20;

    private Adler32 _adler = new();

    private ZlibMember(ForwardStream source)
        : base("zlib", source)
    {
    }

    /// <inheritdoc/>
    protected override int MaxTrailerBytes => 4;

    /// <summary>
    /// The magic is two bytes that texts begin with, too (<c>x^</c>), so the bytes behind it must also be deflate data as far as they go.
    /// </summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        head.Length > 2 && head[0] >= 0x18 && IsHeader(head[0], head[1]) && (head[1] & PresetDictionary) == 0 && Inflates(head);

    /// <summary>Opens the stream at the source's position.</summary>
    public static ZlibMember Open(ForwardStream source)
    {
        var head = source.Peek(2);
        if (head.Length < 2 || !IsHeader(head[0], head[1]))
        {
            throw new InvalidDataException("the zlib header is cut or damaged");
        }

        if ((head[1] & PresetDictionary) != 0)
        {
            throw new UnreadException(UnreadReason.Unsupported, "the zlib stream needs a preset dictionary");
        }

        source.Advance(2);
        return new ZlibMember(source);
    }

    /// <inheritdoc/>
    protected override void Append(ReadOnlySpan<byte> expanded) => _adler.Append(expanded);

    /// <inheritdoc/>
    protected override void WriteChecksum(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, _adler.Value);

    /// <inheritdoc/>
    protected override bool IsTrailer(ReadOnlySpan<byte> window, int at, long before, out int start, out int end)
    {
        (start, end) = (at, at + 4);
        return true;
    }

    private static bool IsHeader(int method, int flags) => (method & 0x0F) == 8 && method >> 4 <= 7 && ((method << 8) | flags) % 31 == 0;

    private static bool Inflates(ReadOnlySpan<byte> head)
    {
        using var bytes = new MemoryStream(head.ToArray());
        using var source = new ForwardStream(bytes);
        using var member = Open(source);
        try
        {
            member.CopyTo(Null);
            return true;
        }
        catch (InvalidDataException)
        {
            return member.IsCut;
        }
    }
}
