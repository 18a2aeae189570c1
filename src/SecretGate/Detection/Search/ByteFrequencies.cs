namespace SecretGate.Detection.Search;

/// <summary>How rare each byte is in what images hold: in binaries, and in text.</summary>
/// <remarks>
/// Made by <c>SecretGate.Benchmarks tables bytes</c> over folders of a Debian 12 (binaries: ELF libraries and gcc; text: npm, Python and Perl
/// modules), each folder with the same weight. It only steers which part of a literal is looked for; a wrong value costs time, never a match.
/// </remarks>
internal static class ByteFrequencies
{
    /// <summary>Kinds of content that are told apart: bytes that are rare in one may be common in the other.</summary>
    public const int Kinds = 2;

    private const double UnitsPerBit = 8;

    private static readonly double[][] Shares = [SharesOf(Binaries), SharesOf(Text)];

    // Eighths of a bit: minus the logarithm of the byte's share.
    private static ReadOnlySpan<byte> Binaries =>
    [
        16, 44, 52, 56, 54, 58, 65, 68, 53, 67, 62, 71, 70, 73, 54, 46,
        57, 71, 74, 78, 72, 74, 80, 80, 63, 80, 81, 80, 75, 81, 81, 63,
        44, 79, 78, 81, 50, 73, 64, 80, 64, 70, 80, 81, 73, 67, 68, 81,
        61, 58, 66, 71, 70, 71, 73, 74, 66, 66, 78, 76, 73, 72, 81, 82,
        63, 52, 63, 68, 55, 60, 73, 71, 41, 59, 81, 79, 54, 68, 71, 73,
        64, 83, 71, 65, 63, 70, 76, 78, 74, 81, 78, 73, 73, 72, 79, 53,
        74, 58, 70, 63, 63, 54, 57, 70, 68, 59, 82, 77, 62, 67, 58, 60,
        64, 83, 58, 59, 52, 62, 71, 76, 69, 74, 70, 78, 72, 77, 81, 78,
        65, 76, 84, 56, 57, 58, 76, 81, 74, 46, 88, 50, 76, 60, 80, 81,
        72, 88, 87, 87, 80, 85, 89, 89, 79, 84, 89, 90, 84, 87, 88, 88,
        77, 88, 89, 88, 86, 90, 89, 90, 81, 89, 86, 88, 83, 88, 90, 85,
        79, 88, 89, 88, 82, 87, 74, 76, 73, 79, 75, 85, 79, 85, 72, 74,
        60, 67, 76, 69, 72, 75, 72, 68, 76, 77, 82, 87, 84, 85, 84, 85,
        73, 81, 75, 82, 84, 85, 82, 85, 76, 85, 84, 82, 85, 85, 82, 74,
        72, 81, 78, 85, 64, 84, 80, 78, 55, 64, 80, 75, 76, 79, 78, 74,
        73, 82, 79, 75, 83, 81, 71, 76, 71, 76, 75, 76, 70, 72, 63, 39,
    ];

    private static ReadOnlySpan<byte> Text =>
    [
        34, 61, 68, 72, 74, 73, 77, 82, 75, 65, 41, 81, 80, 81, 80, 76,
        80, 86, 87, 86, 86, 85, 90, 90, 86, 88, 92, 92, 92, 93, 93, 89,
        20, 78, 58, 63, 63, 85, 80, 55, 57, 57, 75, 80, 55, 62, 50, 64,
        49, 56, 56, 63, 63, 64, 64, 65, 64, 65, 59, 63, 70, 58, 62, 84,
        79, 53, 64, 60, 62, 55, 64, 71, 64, 58, 85, 78, 61, 68, 63, 64,
        66, 83, 62, 62, 58, 70, 78, 77, 85, 77, 82, 67, 70, 67, 94, 57,
        74, 42, 59, 48, 47, 34, 52, 56, 51, 41, 74, 65, 46, 53, 42, 42,
        50, 79, 40, 41, 38, 51, 64, 63, 64, 59, 76, 67, 70, 66, 90, 109,
        81, 101, 101, 91, 87, 92, 104, 102, 82, 80, 100, 86, 91, 89, 104, 100,
        85, 99, 102, 90, 94, 102, 103, 92, 89, 102, 105, 105, 97, 102, 107, 99,
        84, 105, 105, 107, 100, 102, 83, 104, 93, 101, 107, 83, 100, 106, 108, 107,
        95, 106, 107, 108, 103, 107, 106, 106, 95, 103, 104, 105, 102, 103, 103, 102,
        93, 105, 104, 98, 104, 111, 110, 103, 107, 114, 119, 119, 119, 121, 111, 116,
        76, 85, 97, 116, 83, 116, 115, 99, 82, 116, 74, 112, 120, 98, 118, 109,
        92, 110, 96, 111, 108, 92, 93, 93, 85, 89, 112, 101, 105, 110, 116, 104,
        68, 96, 116, 95, 103, 107, 109, 112, 97, 113, 101, 109, 110, 105, 99, 77,
    ];

    /// <summary>Share of a byte among all bytes of a kind, from 0 to 1.</summary>
    public static double Share(int kind, byte value) => Shares[kind][value];

    /// <summary>How rare a literal is, in bits: the longer and the rarer its bytes, the higher.</summary>
    public static double Rarity(ReadOnlyMemory<byte> text)
    {
        var rate = 0.0;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var product = 1.0;
            foreach (var value in text.Span)
            {
                product *= Share(kind, value);
            }

            rate += product / Kinds;
        }

        return -Math.Log2(rate);
    }

    private static double[] SharesOf(ReadOnlySpan<byte> rarities)
    {
        var shares = new double[256];
        for (var value = 0; value < shares.Length; value++)
        {
            shares[value] = Math.Pow(2, -rarities[value] / UnitsPerBit);
        }

        return shares;
    }
}
