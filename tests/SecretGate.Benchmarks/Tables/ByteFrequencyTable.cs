using System.Text;

namespace SecretGate.Benchmarks.Tables;

/// <summary>
/// Makes a table of <c>Detection/Search/ByteFrequencies.cs</c>: how rare each byte is, in eighths of a bit. Each folder
/// given counts the same, whatever its size.
/// </summary>
internal static class ByteFrequencyTable
{
    /// <summary>The rows of the table as C# text.</summary>
    public static string Make(IReadOnlyList<string> folders)
    {
        var shares = new double[256];
        foreach (var folder in folders)
        {
            var counts = new long[256];
            foreach (var file in Corpus.Files([folder]))
            {
                foreach (var value in file)
                {
                    counts[value]++;
                }
            }

            var total = (double)counts.Sum();
            for (var value = 0; value < 256; value++)
            {
                shares[value] += counts[value] / total / folders.Count;
            }
        }

        var text = new StringBuilder();
        for (var value = 0; value < 256; value++)
        {
            var rarity = Math.Clamp(Math.Round(-Math.Log2(Math.Max(shares[value], 1e-9)) * 8), 1, 255);
            text.Append(value % 16 == 0 ? "        " : " ").Append(rarity).Append(value % 16 == 15 ? ",\n" : ",");
        }

        return text.ToString();
    }
}
