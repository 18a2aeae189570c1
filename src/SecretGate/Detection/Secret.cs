namespace SecretGate.Detection;

/// <summary>A secret without its plain value: what may leave the worker that read it.</summary>
internal sealed record Secret
{
    /// <summary>Rule that found it.</summary>
    public required string RuleId { get; init; }

    /// <summary>Identity; null for a value below 64 bits of entropy, which gets one from its place.</summary>
    public required Fingerprint? Fingerprint { get; init; }

    /// <summary>12 hex digits of SHA-256 over the token's bytes; null below 64 bits of entropy and for keys.</summary>
    public required string? Sha256Prefix { get; init; }

    /// <summary>Kind, length and at most 4 characters: <c>ghp_… (40 characters)</c>.</summary>
    public required string Masked { get; init; }

    /// <summary>The rule's confidence after its checks.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>The rule's severity after its checks (a checksum that fails makes it info).</summary>
    public required Severity Severity { get; init; }

    /// <summary>What parsing said of a key; null for tokens.</summary>
    public KeyDetails? Key { get; init; }

    /// <summary>Half of a pair, to be joined with its other half (<c>aws:id</c>, <c>aws:secret</c>); null for a whole secret.</summary>
    public string? PairRole { get; init; }
}
