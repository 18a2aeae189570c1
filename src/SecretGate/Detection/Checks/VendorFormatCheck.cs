using System.Text;

namespace SecretGate.Detection.Checks;

/// <summary>
/// Not in a vendor's own format with a checksum: that format's rule judges it, so that a token whose checksum does not hold is not reported
/// as somebody's password, or as a key of the older form without a checksum.
/// </summary>
internal sealed class VendorFormatCheck : ICheck
{
    private const int SignatureLength = 4;

    private static readonly byte[][] Prefixes = Bytes(
        "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "npm_", "glpat-", "glrt-", "glsa_", "ATATT3xFfG", "ATCTT3xFfG", "ATBB", "ATTA", "cfut_",
        "cfat_", "cfk_", "zpka_", "cflt");

    // Azure's signatures, and where in a key's base64 they stand.
    private static readonly byte[][] Signatures = Bytes(
        "+ASt", "ACDb", "+ABa", "+AMC", "APIM", "+ASb", "+AEh", "+ARm", "AZEG", "AzCa", "AIoT", "+ACR", "AzSe", "AzFu", "JQQJ");

    private static ReadOnlySpan<byte> SignatureAt => [33, 42, 44, 52, 76];

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

        return HasSignature(candidate.Token) ? CheckOutcome.NoSecret : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Random characters are in none of the formats.
    }

    private static bool HasSignature(ReadOnlySpan<byte> token)
    {
        foreach (var at in SignatureAt)
        {
            foreach (var signature in Signatures)
            {
                if (token.Length >= at + SignatureLength && token[at..].StartsWith(signature))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.ASCII.GetBytes)];
}
