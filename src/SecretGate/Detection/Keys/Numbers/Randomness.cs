namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Tells a key that somebody typed from one that a generator made.</summary>
internal static class Randomness
{
    /// <summary>
    /// True when the bytes could come from a generator: enough different values, no counting up or down, no short period. Wrong for a
    /// random string of 32 bytes less than once in 10^20: of 256 values it shows 30 different ones on average.
    /// </summary>
    public static bool LooksRandom(ReadOnlySpan<byte> bytes)
    {
        Span<bool> seen = stackalloc bool[256];
        Span<bool> steps = stackalloc bool[256];
        seen.Clear();
        steps.Clear();
        int values = 0, differences = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            values += Note(seen, bytes[i]);
            differences += i == 0 ? 0 : Note(steps, (byte)(bytes[i] - bytes[i - 1]));
        }

        var needed = Math.Min(bytes.Length, 64) / 3;
        return values > needed && differences > needed;
    }

    /// <summary>True when the bytes of a long run are spread as those of a cipher: no value is met much more often than others.</summary>
    public static bool LooksEncrypted(ReadOnlySpan<byte> bytes)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var b in bytes)
        {
            counts[b]++;
        }

        // Six standard deviations of a count, which is Poisson.
        var mean = bytes.Length / 256.0;
        var most = mean + (6 * Math.Sqrt(mean));
        foreach (var count in counts)
        {
            if (count > most)
            {
                return false;
            }
        }

        return true;
    }

    private static int Note(Span<bool> seen, byte value)
    {
        if (seen[value])
        {
            return 0;
        }

        seen[value] = true;
        return 1;
    }
}
