using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Detection.Scanning;

/// <summary>Makes the redacted secret of a token: the one place where a token's bytes become something that may leave the scanner.</summary>
internal static class TokenSecret
{
    /// <summary>Bits below which a value could be found by trying: it gets neither fingerprint nor digest of its own.</summary>
    public const double MinBits = 64;

    private const int FingerprintBytes = 16;
    private const int PrefixBytes = 6;
    private const int MaxShown = 4;

    // Separates these digests from any other use of SHA-256 over the same bytes.
    private static ReadOnlySpan<byte> Domain => "secretgate/fingerprint/v1\0"u8;

    /// <summary>The secret.</summary>
    /// <param name="rule">The rule that found it.</param>
    /// <param name="token">Its bytes.</param>
    /// <param name="verdict">What the checks made of it.</param>
    public static Secret Of(CompiledRule rule, ReadOnlySpan<byte> token, TokenVerdict verdict)
    {
        var isStrong = TokenEntropy.Bits(token) >= MinBits;
        return new Secret
        {
            RuleId = rule.Rule.Id,
            Fingerprint = isStrong ? FingerprintOf(rule.Rule.Id, token) : null,
            Sha256Prefix = isStrong ? Convert.ToHexStringLower(SHA256.HashData(token).AsSpan(0, PrefixBytes)) : null,
            Masked = $"{rule.PublicPrefix}… ({token.Length} characters)",
            Confidence = verdict.Confidence,
            Severity = verdict.Severity,
            PairRole = rule.Rule.Pair,
        };
    }

    private static Fingerprint FingerprintOf(string ruleId, ReadOnlySpan<byte> token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Domain);
        hash.AppendData(Encoding.UTF8.GetBytes(ruleId));
        hash.AppendData([0]);
        hash.AppendData(token);
        return new Fingerprint(Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, FingerprintBytes)));
    }
}
