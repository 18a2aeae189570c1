using System.Buffers;
using System.Globalization;
using System.Text;
using SecretGate.Decoding.Streams;

namespace SecretGate.Decoding.Archives;

/// <summary>
/// The <c>cpio</c> formats with text headers: newc (initramfs, RPM) and odc. Archives that follow each other, as in an initramfs, are read
/// on, also where the next one is compressed.
/// </summary>
internal sealed class CpioReader(ArchiveWalk walk, ForwardStream source, bool isCompressed)
{
    private const int MagicBytes = 6;
    private const int NewcBytes = 110;
    private const int OdcBytes = 76;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The magic digits.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) =>
        (IsNewc(head) && head.Length >= NewcBytes && !head[MagicBytes..NewcBytes].ContainsAnyExcept(HexDigits))
        || (IsOdc(head) && head.Length >= OdcBytes && !head[MagicBytes..OdcBytes].ContainsAnyExceptInRange((byte)'0', (byte)'7'));

    /// <summary>Reads one that stands in the file as it is.</summary>
    public static void Walk(ArchiveWalk walk) => new CpioReader(walk, walk.Source, isCompressed: false).Read();

    /// <summary>Reads one that was compressed, to the end of the stream.</summary>
    public static void Walk(ArchiveWalk walk, ForwardStream expanded) => new CpioReader(walk, expanded, isCompressed: true).Read();

    private static bool IsNewc(ReadOnlySpan<byte> head) => head.StartsWith("070701"u8) || head.StartsWith("070702"u8);

    private static bool IsOdc(ReadOnlySpan<byte> head) => head.StartsWith("070707"u8);

    private void Read()
    {
        while (IsMatch(source.Peek(NewcBytes)))
        {
            if (!ReadEntry())
            {
                continue;
            }

            SkipZeros();
            if (!isCompressed && StreamFormats.Detect(source.Peek(StreamFormats.HeadBytes)) is not null)
            {
                LoneStream.Walk(walk);
                return;
            }
        }

        if (!source.Peek(1).IsEmpty && isCompressed)
        {
            walk.Member(null, () => source);
        }
    }

    // True for the trailer.
    private bool ReadEntry()
    {
        var start = source.Position;
        var isNewc = IsNewc(source.Peek(MagicBytes));
        var header = source.Peek(isNewc ? NewcBytes : OdcBytes);
        var nameLength = isNewc ? Hex(header, 94) : Octal(header.Slice(59, 6));
        var size = isNewc ? Hex(header, 54) : Octal(header.Slice(65, 11));
        source.Advance(header.Length);
        if (nameLength > walk.Limits.NameBytes)
        {
            throw new UnreadException(UnreadReason.Limit, $"a name of the cpio archive has {nameLength} bytes (limit name-bytes)");
        }

        var bytes = source.Peek((int)nameLength);
        if (bytes.Length < nameLength)
        {
            throw new InvalidDataException("the cpio archive is cut inside a name");
        }

        var name = Encoding.UTF8.GetString(bytes.TrimEnd((byte)0));
        source.Advance(bytes.Length);
        Pad(isNewc, start);
        if (name == "TRAILER!!!")
        {
            return true;
        }

        using var data = new BoundedSource(source, size);
        if (size > 0)
        {
            walk.Member(name, () => data);
        }
        else
        {
            walk.CountEntry();
            walk.Text(name, isCompressed ? Encoding.UTF8.GetBytes(name) : []);
        }

        data.SkipRest();
        Pad(isNewc, start);
        return false;
    }

    // Counted from the entry's header, which stands at a multiple of four of its archive.
    private void Pad(bool isNewc, long start) => source.Skip(isNewc ? -(source.Position - start) & 3 : 0);

    private void SkipZeros()
    {
        while (source.Peek(4096) is { IsEmpty: false } window)
        {
            var zeros = window.IndexOfAnyExcept((byte)0);
            source.Advance(zeros < 0 ? window.Length : zeros);
            if (zeros >= 0)
            {
                return;
            }
        }
    }

    private static long Hex(ReadOnlySpan<byte> header, int offset) =>
        long.Parse(header.Slice(offset, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static long Octal(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }
}
