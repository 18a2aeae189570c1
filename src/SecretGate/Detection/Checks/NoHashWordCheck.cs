namespace SecretGate.Detection.Checks;

/// <summary>No word that announces a hash or a commit stands right in front: <c>sha</c>, <c>commit</c>, <c>integrity</c> and the like.</summary>
internal sealed class NoHashWordCheck : ICheck
{
    private const int Reach = 48;

    private static readonly System.Buffers.SearchValues<string> Words = System.Buffers.SearchValues.Create(
        ["sha", "commit", "digest", "integrity", "checksum", "hash", "md5", "revision", "gitHead", "resolved", "tree/", "blob/", "refs/", "uses:", "archive/", "etag", "fingerprint", "@"],
        StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var before = candidate.Before[^Math.Min(Reach, candidate.Before.Length)..];
        // Only the token's own line counts.
        before = before[(before.LastIndexOf((byte)'\n') + 1)..];
        Span<char> text = stackalloc char[Reach];
        System.Text.Encoding.Latin1.GetChars(before, text);
        return text[..before.Length].ContainsAny(Words) ? CheckOutcome.NoSecret : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // It is about the surroundings.
    }
}
