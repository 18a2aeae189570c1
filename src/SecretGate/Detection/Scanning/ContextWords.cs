using System.Text;

namespace SecretGate.Detection.Scanning;

/// <summary>Looks for a rule's context words beside a match, in any letter case.</summary>
internal static class ContextWords
{
    // A setting's name, a comment or the section's heading stands in front; behind a value little says what it is.
    private const int BeforeBytes = 128;
    private const int AfterBytes = 48;

    /// <summary>True when one of the words is near, or none is needed.</summary>
    public static bool AreNear(IReadOnlyList<byte[]> words, ReadOnlySpan<byte> window, int start, int end)
    {
        if (words.Count == 0)
        {
            return true;
        }

        var near = window[Math.Max(0, start - BeforeBytes)..Math.Min(window.Length, end + AfterBytes)];
        foreach (var word in words)
        {
            if (Contains(near, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        var (lower, upper) = (Lower(word[0]), Upper(word[0]));
        while (text.Length >= word.Length)
        {
            var at = text[..(text.Length - word.Length + 1)].IndexOfAny(lower, upper);
            if (at < 0)
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word))
            {
                return true;
            }

            text = text[(at + 1)..];
        }

        return false;
    }

    private static byte Lower(byte value) => char.IsAsciiLetterUpper((char)value) ? (byte)(value | 0x20) : value;

    private static byte Upper(byte value) => char.IsAsciiLetterLower((char)value) ? (byte)(value & ~0x20) : value;
}
