using System.Text;

namespace SecretGate.Images;

/// <summary>
/// Paths as text that can be turned back into their bytes: a byte that is no UTF-8 becomes the lone surrogate U+DC80 to U+DCFF (as Python's
/// <c>surrogateescape</c>, PEP 383), which no valid text holds. Writers of UTF-8 show it as U+FFFD; a URI can have the true byte.
/// </summary>
internal static class PathText
{
    private const char FirstEscape = '\uDC00';

    /// <summary>The text of a path's bytes.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(FirstEscape + bytes[0]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a path's text.</summary>
    public static byte[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                bytes.Add((byte)(text[i] - FirstEscape));
            }
        }

        return [.. bytes];
    }
}
