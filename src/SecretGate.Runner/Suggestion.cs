namespace SecretGate.Runner;

/// <summary>"Did you mean": the nearest of the words that would have been right.</summary>
internal static class Suggestion
{
    /// <summary>The nearest word, at most a third of the letters away; null when none is near.</summary>
    public static string? Nearest(string given, IEnumerable<string> words)
    {
        var best = words
            .Select(word => (Word: word, Distance: Distance(given, word)))
            .Where(pair => pair.Distance <= Math.Max(1, Math.Max(given.Length, pair.Word.Length) / 3))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Word;
    }

    /// <summary>A sentence to put behind an error; empty when no word is near.</summary>
    public static string Sentence(string given, IEnumerable<string> words) =>
        Nearest(given, words) is { } word ? $" Did you mean '{word}'?" : "";

    // Edits between two short words: insertions, deletions, replacements, and two neighbours swapped.
    private static int Distance(string a, string b)
    {
        const int LongestWord = 64;
        if (a.Length > LongestWord || b.Length > LongestWord)
        {
            return int.MaxValue;
        }

        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var edit = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(edit, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
