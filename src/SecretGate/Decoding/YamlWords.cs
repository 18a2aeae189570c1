using System.Text;
using System.Text.Json;

namespace SecretGate.Decoding;

/// <summary>The words that a file may use, and what an error says of one that is not known.</summary>
internal static class YamlWords
{
    // More edits than this are no slip of the fingers; in a short word one letter in three.
    private const int MaxDistance = 3;
    private const int MaxQuoted = 60;

    /// <summary>The members of an enum by their words, in kebab-case and in order: <c>KnownTest</c> is <c>known-test</c>.</summary>
    public static IReadOnlyDictionary<string, T> Of<T>()
        where T : struct, Enum =>
        new OrderedDictionary<string, T>(Enum.GetValues<T>().Select(member => KeyValuePair.Create(Word(member), member)), StringComparer.Ordinal);

    /// <summary>The word of a member.</summary>
    public static string Word<T>(T member)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString());

    /// <summary><c>Did you mean "high"? Use one of: low, high.</c></summary>
    /// <param name="word">The word that is not known.</param>
    /// <param name="known">The words that are, in the order to show.</param>
    public static string Suggest(string word, IReadOnlyList<string> known)
    {
        var list = $"Use one of: {string.Join(", ", known)}.";
        return Nearest(word, known) is { } nearest ? $"Did you mean {Quote(nearest)}? {list}" : list;
    }

    /// <summary>The known word that needs the fewest edits, the first of equals; null when none is near.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> known) =>
        known.Where(candidate => Math.Abs(candidate.Length - word.Length) <= MaxDistance)
            .Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
            .Where(candidate => candidate.Distance <= Math.Min(MaxDistance, candidate.Word.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();

    /// <summary>A text of the file inside an error: in quotes, shortened, control characters as <c>\uXXXX</c>.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text.Length <= MaxQuoted ? text : $"{text.AsSpan(0, MaxQuoted)}…")
        {
            _ = char.IsControl(c) ? quoted.Append($"\\u{(int)c:x4}") : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    // Edits between two words without regard to letter case; two letters in the wrong order are one edit.
    private static int Distance(string a, string b)
    {
        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    edits[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1), Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
