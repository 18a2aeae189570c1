using System.Buffers.Binary;

namespace SecretGate.Decoding.Archives;

/// <summary>RPM packages (RPM V4 file format): lead, signature header, header, and a payload that is a cpio, nearly always compressed.</summary>
internal static class RpmReader
{
    private const int LeadBytes = 96;
    private const int IntroBytes = 16;

    /// <summary>The magic number of the lead.</summary>
    public static bool IsMatch(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xED, 0xAB, 0xEE, 0xDB]);

    /// <summary>Reads it.</summary>
    public static void Walk(ArchiveWalk walk)
    {
        var source = walk.Source;
        var start = source.Position;
        source.Skip(LeadBytes);
        SkipHeader(source);
        source.Skip(-(source.Position - start) & 7);
        SkipHeader(source);
        if (CpioReader.IsMatch(source.Peek(ArchiveFormats.HeadBytes)))
        {
            CpioReader.Walk(walk);
        }
        else if (StreamFormats.Detect(source.Peek(StreamFormats.HeadBytes)) is not null)
        {
            LoneStream.Walk(walk);
        }
        else
        {
            throw new UnreadException(UnreadReason.Unsupported, "the payload of the RPM package is in no known format");
        }
    }

    // The texts of a header (scripts, change log) are not compressed: scanned raw with the file.
    private static void SkipHeader(ForwardStream source)
    {
        var intro = source.Peek(IntroBytes);
        if (intro.Length < IntroBytes || !intro.StartsWith((ReadOnlySpan<byte>)[0x8E, 0xAD, 0xE8, 0x01]))
        {
            throw new InvalidDataException("a header of the RPM package is cut or damaged");
        }

        var entries = BinaryPrimitives.ReadUInt32BigEndian(intro[8..]);
        var data = BinaryPrimitives.ReadUInt32BigEndian(intro[12..]);
        source.Skip(IntroBytes + (16L * entries) + data);
    }
}
