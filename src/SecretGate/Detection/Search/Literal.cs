using SecretGate.Detection.Patterns;

namespace SecretGate.Detection.Search;

/// <summary>Bytes to look for.</summary>
/// <param name="Text">The bytes, at least 3; in lower case when <paramref name="IgnoreCase"/>.</param>
/// <param name="IgnoreCase">True when ASCII letters of either case match.</param>
internal sealed record Literal(byte[] Text, bool IgnoreCase)
{
    /// <summary>Fewest bytes of a literal.</summary>
    public const int MinBytes = 3;

    /// <summary>The bytes that may stand behind it: what a literal of 3 bytes is told apart by.</summary>
    public ByteSet Follow { get; init; } = ByteSet.All;

    /// <summary>The last place where the four bytes of a probe may start in it.</summary>
    public int LastProbe => Math.Max(0, Text.Length - Probe.Length);

    /// <summary>What the byte at a place may be.</summary>
    public ByteSet SetAt(int place)
    {
        if (place >= Text.Length)
        {
            return Follow;
        }

        return IgnoreCase ? ByteSet.Of(Text[place]).IgnoringCase() : ByteSet.Of(Text[place]);
    }

    /// <summary>True when it stands at an index.</summary>
    public bool IsAt(ReadOnlySpan<byte> window, int start)
    {
        if (start < 0 || Text.Length > window.Length - start)
        {
            return false;
        }

        var found = window.Slice(start, Text.Length);
        return (IgnoreCase ? System.Text.Ascii.EqualsIgnoreCase(found, Text) : found.SequenceEqual(Text))
            && (Text.Length >= Probe.Length || (start + Text.Length < window.Length && Follow.Contains(window[start + Text.Length])));
    }
}
