using System.Text.Unicode;
using SecretGate.Decoding;

namespace SecretGate.Images.Sources;

/// <summary>
/// Keeps the small texts of a medium until all of it is known: documents stand anywhere, often behind the blobs that they describe.
/// </summary>
internal sealed class TextKeeper(ScanLimits limits)
{
    private const int HeadBytes = 512;

    // All texts of a medium together: an image of 2,000 layers has some hundred KiB of them.
    private long _left = 8L * limits.DocumentBytes;

    /// <summary>True for UTF-8 without NUL.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.Contains((byte)0) && Utf8.IsValid(bytes);

    /// <summary>The bytes of a file that is a text within the limits; otherwise null, and the content stands at its start.</summary>
    public ReadOnlyMemory<byte>? TryKeep(ForwardStream content, long sizeBytes)
    {
        if (sizeBytes <= 0 || sizeBytes > Math.Min(limits.DocumentBytes, _left) || content.Peek(HeadBytes).Contains((byte)0))
        {
            return null;
        }

        var bytes = new byte[sizeBytes];
        var count = ReadUpToCut(content, bytes);
        if (count < bytes.Length || !IsText(bytes))
        {
            content.Unread(bytes.AsSpan(0, count));
            return null;
        }

        _left -= sizeBytes;
        return bytes;
    }

    // What there is of a cut file goes to the reader, which meets the cut itself.
    private static int ReadUpToCut(ForwardStream content, byte[] bytes)
    {
        var count = 0;
        try
        {
            while (count < bytes.Length && content.Read(bytes.AsSpan(count)) is var read and > 0)
            {
                count += read;
            }
        }
        catch (EndOfStreamException)
        {
        }

        return count;
    }
}
