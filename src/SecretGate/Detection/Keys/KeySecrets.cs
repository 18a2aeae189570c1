using System.Security.Cryptography;

namespace SecretGate.Detection.Keys;

/// <summary>Makes the redacted secret of a key: the rule, the fingerprint, what a person may read.</summary>
internal static class KeySecrets
{
    /// <summary>The secret of an unencrypted key.</summary>
    /// <param name="key">What parsing gave.</param>
    /// <param name="format">How it is written: <c>PKCS#8 PEM</c>.</param>
    /// <param name="material">Its bytes, which identify it when it has no public half.</param>
    public static Secret Open(ParsedKey key, string format, ReadOnlySpan<byte> material)
    {
        var isSound = key.Proof != KeyProof.Wrong;
        return new Secret
        {
            RuleId = isSound ? KeyRule.Private.Id : KeyRule.Damaged.Id,
            Fingerprint = IdentityOf(key, material),
            Sha256Prefix = null,
            Masked = $"{key.DisplayName} private key{(isSound ? "" : ", numbers do not match")} ({format})",
            Confidence = key.Proof switch
            {
                KeyProof.Holds => Confidence.Proven,
                KeyProof.Unchecked => Confidence.Likely,
                _ => Confidence.Possible,
            },
            Severity = isSound ? KeyRule.Private.Severity : KeyRule.Damaged.Severity,
            Key = new KeyDetails(format, key.Algorithm, key.Bits, key.Curve, key.SpkiSha256, IsEncrypted: false, IsTruncated: false),
        };
    }

    /// <summary>The secret of a key that a passphrase opened.</summary>
    /// <param name="closed">The secret that stood for its container.</param>
    /// <param name="key">The key.</param>
    /// <param name="index">Number of the key in its container; the first keeps the container's identity.</param>
    public static Secret Opened(Secret closed, ParsedKey key, int index)
    {
        var format = closed.Key?.Format ?? "encrypted";
        var open = Open(key, format, default);
        return open with
        {
            Fingerprint = index == 0 ? closed.Fingerprint : open.Fingerprint,
            Masked = $"{key.DisplayName} private key behind a guessable passphrase ({format})",
            Key = open.Key! with { IsOpenedByPassphrase = true }, // Open always describes the key
        };
    }

    /// <summary>The secret of a container on which not all passphrases could be tried.</summary>
    public static Secret Untried(Secret closed) => closed with { Key = closed.Key is { } key ? key with { IsUntried = true } : null };

    /// <summary>The secret of a vault that a passphrase opened.</summary>
    public static Secret OpenedText(Secret closed) => closed with
    {
        RuleId = KeyRule.VaultOpened.Id,
        Severity = KeyRule.VaultOpened.Severity,
        Confidence = Confidence.Proven,
        Masked = closed.Masked + " behind a guessable passphrase",
        Key = closed.Key is { } key ? key with { IsEncrypted = false, IsOpenedByPassphrase = true } : null,
    };

    /// <summary>The secret that stands for a closed container.</summary>
    /// <param name="format">How it is written.</param>
    /// <param name="payload">The encrypted bytes.</param>
    /// <param name="known">What is readable of the key without the passphrase; null when nothing is.</param>
    public static Secret Closed(string format, ReadOnlySpan<byte> payload, ParsedKey? known = null) => new()
    {
        RuleId = KeyRule.Encrypted.Id,
        Fingerprint = FingerprintOf(payload),
        Sha256Prefix = null,
        Masked = $"{(known is null ? "private key" : known.DisplayName + " private key")} behind a passphrase ({format})",
        Confidence = Confidence.Proven,
        Severity = KeyRule.Encrypted.Severity,
        Key = new KeyDetails(format, known?.Algorithm, known?.Bits, known?.Curve, known?.SpkiSha256, IsEncrypted: true, IsTruncated: false),
    };

    /// <summary>The secret of key material that ends before its private part is complete.</summary>
    public static Secret Cut(ParsedKey? known, string format, ReadOnlySpan<byte> material) => new()
    {
        RuleId = KeyRule.Truncated.Id,
        Fingerprint = known is null ? FingerprintOf(material) : IdentityOf(known, material),
        Sha256Prefix = null,
        Masked = $"{(known is null ? "private key" : known.DisplayName + " private key")}, cut short ({format})",
        Confidence = Confidence.Possible,
        Severity = KeyRule.Truncated.Severity,
        Key = new KeyDetails(format, known?.Algorithm, known?.Bits, known?.Curve, known?.SpkiSha256, IsEncrypted: false, IsTruncated: true),
    };

    /// <summary>The secret of a symmetric key.</summary>
    public static Secret Shared(string kind, string format, ReadOnlySpan<byte> key) => new()
    {
        RuleId = KeyRule.Symmetric.Id,
        Fingerprint = FingerprintOf(key),
        Sha256Prefix = null,
        Masked = $"{kind} ({format}, {key.Length} bytes)",
        Confidence = Confidence.Likely,
        Severity = KeyRule.Symmetric.Severity,
        Key = new KeyDetails(format, kind, key.Length * 8, null, null, IsEncrypted: false, IsTruncated: false),
    };

    /// <summary>The note on a key file whose private half stays in hardware.</summary>
    public static Secret Stub(ParsedKey key, string format) => new()
    {
        RuleId = KeyRule.Hardware.Id,
        Fingerprint = IdentityOf(key, default),
        Sha256Prefix = null,
        Masked = $"{key.DisplayName} key handle of a hardware token ({format})",
        Confidence = Confidence.Proven,
        Severity = KeyRule.Hardware.Severity,
        Key = new KeyDetails(format, key.Algorithm, key.Bits, key.Curve, key.SpkiSha256, IsEncrypted: false, IsTruncated: false),
    };

    private static Fingerprint IdentityOf(ParsedKey key, ReadOnlySpan<byte> material) =>
        key.Proof != KeyProof.Wrong && (key.Identity ?? key.SpkiSha256) is { } hex ? new Fingerprint(hex) : FingerprintOf(material);

    private static Fingerprint FingerprintOf(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
