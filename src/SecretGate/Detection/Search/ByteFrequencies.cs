namespace SecretGate.Detection.Search;

/// <summary>How rare each byte is in what images hold.</summary>
/// <remarks>
/// Made by <c>SecretGate.Benchmarks tables bytes</c> over five folders of a Debian 12 (ELF libraries, gcc, npm, Python and Perl modules), each with
/// the same weight. It only steers which part of a literal is looked for; a wrong value costs time, never a match.
/// </remarks>
internal static class ByteFrequencies
{
    private const double UnitsPerBit = 8;

    // Eighths of a bit: minus the logarithm of the byte's share.
    private static ReadOnlySpan<byte> Rarities =>
    [
        23, 51, 59, 63, 62, 65, 70, 74, 62, 66, 46, 76, 74, 77, 63, 55,
        66, 78, 80, 82, 79, 80, 85, 85, 71, 84, 86, 85, 82, 87, 87, 72,
        25, 78, 63, 68, 56, 78, 71, 60, 60, 60, 77, 80, 59, 64, 55, 68,
        52, 57, 59, 65, 66, 67, 67, 68, 65, 65, 63, 67, 71, 62, 67, 83,
        70, 53, 64, 63, 59, 57, 67, 71, 49, 58, 83, 78, 58, 68, 65, 67,
        66, 83, 65, 63, 60, 70, 77, 77, 79, 78, 80, 70, 71, 69, 86, 55,
        74, 46, 62, 52, 51, 39, 53, 59, 55, 45, 77, 69, 50, 56, 46, 46,
        54, 81, 45, 45, 42, 54, 67, 67, 66, 63, 73, 70, 71, 69, 85, 88,
        72, 85, 91, 66, 67, 68, 85, 89, 78, 56, 94, 60, 83, 69, 89, 89,
        78, 93, 94, 89, 87, 92, 95, 91, 84, 92, 96, 96, 90, 94, 96, 93,
        81, 95, 96, 96, 92, 96, 85, 97, 86, 95, 94, 85, 90, 95, 97, 93,
        86, 95, 97, 96, 90, 95, 84, 85, 82, 88, 84, 93, 88, 92, 81, 83,
        70, 77, 85, 79, 82, 85, 82, 78, 86, 87, 92, 96, 94, 95, 93, 94,
        75, 83, 83, 91, 83, 94, 92, 91, 79, 94, 77, 91, 95, 91, 92, 84,
        80, 90, 86, 94, 74, 88, 86, 85, 64, 73, 89, 84, 85, 89, 88, 83,
        70, 88, 89, 83, 91, 90, 81, 86, 80, 86, 83, 86, 80, 82, 73, 49,
    ];

    /// <summary>Share of a byte among all bytes, from 0 to 1.</summary>
    public static double Share(byte value) => Math.Pow(2, -Rarities[value] / UnitsPerBit);

    /// <summary>How rare a literal is, in bits: the longer and the rarer its bytes, the higher.</summary>
    public static double Rarity(ReadOnlyMemory<byte> text)
    {
        var sum = 0.0;
        foreach (var value in text.Span)
        {
            sum += Rarities[value];
        }

        return sum / UnitsPerBit;
    }
}
