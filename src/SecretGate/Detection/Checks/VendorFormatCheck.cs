namespace SecretGate.Detection.Checks;

/// <summary>
/// Not in a vendor's own format with a checksum: that format's rule judges it, so that a token whose checksum does not hold is not reported
/// as somebody's password.
/// </summary>
internal sealed class VendorFormatCheck : ICheck
{
    private static readonly byte[][] Prefixes =
    [
        .. new[]
        {
            "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "npm_", "glpat-", "glrt-", "glsa_", "ATATT3xFfG", "ATCTT3xFfG", "ATBB", "cfut_",
            "cfat_", "cfk_", "zpka_", "cflt",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        foreach (var prefix in Prefixes)
        {
            if (candidate.Token.StartsWith(prefix))
            {
                return CheckOutcome.NoSecret;
            }
        }

        return CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Random characters have none of the prefixes.
    }
}
