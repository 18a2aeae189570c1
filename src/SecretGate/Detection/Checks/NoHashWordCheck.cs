namespace SecretGate.Detection.Checks;

/// <summary>
/// No word that announces a hash or a commit stands on the line in front: <c>sha256</c>, <c>commit</c>, <c>integrity</c> and the like; in front
/// of hex digits alone also <c>GPG</c>, as official images name the fingerprint of the key that signs their sources (<c>GPG_KEY</c>).
/// </summary>
internal sealed class NoHashWordCheck : ICheck
{
    private const int Reach = 48;

    private static readonly string[] Words =
    [
        "sha", "commit", "digest", "integrity", "checksum", "hash", "md5", "revision", "githead", "resolved", "tree", "blob", "refs", "uses", "archive",
        "etag", "fingerprint", "shasum",
    ];

    private static readonly string[] FingerprintWords = ["gpg", "pgp", "openpgp"];

    private static readonly System.Buffers.SearchValues<byte> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var before = candidate.Before[^Math.Min(Reach, candidate.Before.Length)..];
        // Only the token's own line counts.
        before = before[(before.LastIndexOf((byte)'\n') + 1)..];
        Span<char> text = stackalloc char[Reach];
        System.Text.Encoding.Latin1.GetChars(before, text);
        text = text[..before.Length];
        return HasOneOf(text, Words) || (!candidate.Token.ContainsAnyExcept(HexDigits) && HasOneOf(text, FingerprintWords))
            ? CheckOutcome.NoSecret
            : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // It is about the surroundings.
    }

    private static bool HasOneOf(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (HasWord(text, word))
            {
                return true;
            }
        }

        return false;
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
