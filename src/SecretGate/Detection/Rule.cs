namespace SecretGate.Detection;

/// <summary>One rule: a format of secrets, as its YAML file says it (docs/rules.md, CONTRIBUTING.md).</summary>
internal sealed record Rule
{
    /// <summary>Kebab-case id, fixed for ever.</summary>
    public required string Id { get; init; }

    /// <summary>Vendor or key family: that of its file.</summary>
    public required string Vendor { get; init; }

    /// <summary>Short name.</summary>
    public required string Name { get; init; }

    /// <summary>Two sentences: what was found; what its holder can do.</summary>
    public required string Description { get; init; }

    /// <summary>Default severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Confidence of a match before its checks.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Literals one of which stands inside every match, case-sensitive, 3 bytes or more. Empty only for rules of key formats.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>Words one of which must stand near the match, in any letter case; empty when none is needed.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>
    /// Literals, classes, counted repeats, groups with alternatives, one capturing group around the secret where it is a part. Null for
    /// rules of key formats, which parse.
    /// </summary>
    public required string? Pattern { get; init; }

    /// <summary>Names of checks with their arguments: <c>github-crc32</c>, <c>entropy:3.5</c>.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>Half of a pair: <c>aws:id</c>, <c>aws:secret</c>. Null for a whole secret.</summary>
    public string? Pair { get; init; }

    /// <summary>Where it is revoked or rotated; null when unknown.</summary>
    public string? Revoke { get; init; }

    /// <summary>Links: the vendor's description of the format first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Texts that must match, with placeholders for tokens.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Texts that must not match, with placeholders for broken tokens.</summary>
    public IReadOnlyList<string> Counterexamples { get; init; } = [];
}
