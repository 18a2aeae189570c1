namespace SecretGate.Detection.Checks;

/// <summary>No word that announces a hash or a commit stands on the line in front: <c>sha256</c>, <c>commit</c>, <c>integrity</c> and the like.</summary>
internal sealed class NoHashWordCheck : ICheck
{
    private const int Reach = 48;

    private static readonly string[] Words =
    [
        "sha", "commit", "digest", "integrity", "checksum", "hash", "md5", "revision", "githead", "resolved", "tree", "blob", "refs", "uses", "archive",
        "etag", "fingerprint", "shasum",
    ];

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var before = candidate.Before[^Math.Min(Reach, candidate.Before.Length)..];
        // Only the token's own line counts.
        before = before[(before.LastIndexOf((byte)'\n') + 1)..];
        Span<char> text = stackalloc char[Reach];
        System.Text.Encoding.Latin1.GetChars(before, text);
        text = text[..before.Length];
        foreach (var word in Words)
        {
            if (HasWord(text, word))
            {
                return CheckOutcome.NoSecret;
            }
        }

        return CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // It is about the surroundings.
    }

    // A word of its own, of an identifier, or with a number behind it: not the "sha" of "shared".
    private static bool HasWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        for (var at = 0; ; at++)
        {
            var next = text[at..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (next < 0)
            {
                return false;
            }

            at += next;
            var end = at + word.Length;
            var isStart = at == 0 || !char.IsAsciiLetter(text[at - 1]) || (char.IsAsciiLetterUpper(text[at]) && char.IsAsciiLetterLower(text[at - 1]));
            if (isStart && (end == text.Length || !char.IsAsciiLetterLower(text[end])) && !IsUpperTail(text, at, end))
            {
                return true;
            }
        }
    }

    // The "SHA" of "SHARED".
    private static bool IsUpperTail(ReadOnlySpan<char> text, int at, int end) =>
        end < text.Length && char.IsAsciiLetterUpper(text[end]) && char.IsAsciiLetterUpper(text[end - 1]) && char.IsAsciiLetterUpper(text[at]);
}
