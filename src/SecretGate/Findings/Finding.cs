using SecretGate.Detection;

namespace SecretGate.Findings;

/// <summary>One secret of one image, with every place it was found at.</summary>
public sealed record Finding
{
    /// <summary>Identity over rebuilds.</summary>
    public required Fingerprint Fingerprint { get; init; }

    /// <summary>12 hex digits of SHA-256 over the token's bytes; null below 64 bits of entropy and for keys.</summary>
    public required string? Sha256Prefix { get; init; }

    /// <summary>Rule, after evidence.</summary>
    public required string RuleId { get; init; }

    /// <summary>Severity, after evidence and policy.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Confidence, after checks.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Class of a key; null for tokens.</summary>
    public KeyClass? Class { get; init; }

    /// <summary>Kind, length and at most 4 characters.</summary>
    public required string Masked { get; init; }

    /// <summary>What is known of it, a sentence each: algorithm and size, certificate, pair. Redacted; hostile text.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>
    /// Places, worst first (own before base; visible, overwritten, deleted, unreachable), then by layer, path, offset. Never empty.
    /// </summary>
    public required IReadOnlyList<Location> Locations { get; init; }

    /// <summary>Locations found beyond the limit for a finding, which are not listed.</summary>
    public int LocationsNotListed { get; init; }
}
