namespace SecretGate.Decoding.Tar;

/// <summary>A stored part of a sparse file.</summary>
/// <param name="Offset">Where it stands in the file.</param>
/// <param name="Length">Its bytes, all of them stored.</param>
internal readonly record struct SparsePart(long Offset, long Length);

/// <summary>The map of a sparse file, in any of the four notations.</summary>
internal static class SparseMap
{
    /// <summary>Pairs of offset and length; null for an odd number of numbers.</summary>
    public static List<SparsePart>? FromNumbers(IReadOnlyList<long> numbers)
    {
        if (numbers.Count % 2 != 0)
        {
            return null;
        }

        var parts = new List<SparsePart>(numbers.Count / 2);
        for (var i = 0; i < numbers.Count; i += 2)
        {
            parts.Add(new SparsePart(numbers[i], numbers[i + 1]));
        }

        return parts;
    }

    /// <summary>Adds the parts of a header's or extension block's map: 12 bytes offset, 12 bytes length. False when one is no number.</summary>
    public static bool AddOldGnu(ReadOnlySpan<byte> map, List<SparsePart> parts)
    {
        for (; map.Length >= 24; map = map[24..])
        {
            if (map[0] == 0)
            {
                return true;
            }

            if (!TarNumber.TryParse(map[..12], out var offset) || !TarNumber.TryParse(map[12..24], out var length))
            {
                return false;
            }

            parts.Add(new SparsePart(offset, length));
        }

        return true;
    }

    /// <summary>True when the parts stand in order without overlap, inside the file, and add up to what is stored.</summary>
    public static bool IsSound(List<SparsePart> parts, long storedBytes, long realSize)
    {
        var (end, sum) = (0L, 0L);
        foreach (var (offset, length) in parts)
        {
            if (offset < end || length < 0 || length > realSize - offset)
            {
                return false;
            }

            end = offset + length;
            sum += length;
        }

        return sum == storedBytes;
    }
}
