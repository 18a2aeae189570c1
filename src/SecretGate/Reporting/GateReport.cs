using SecretGate.Findings;
using SecretGate.Policy;

namespace SecretGate.Reporting;

/// <summary>Everything a report format may say: the run, its images, their findings.</summary>
public sealed record GateReport
{
    /// <summary>Version of the program.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Name of the policy and where it came from (<c>default</c>, <c>.secretgate.yml</c>).</summary>
    public required string PolicyName { get; init; }

    /// <summary>Where the policy came from, for the reader: a path or <c>built-in</c>.</summary>
    public required string PolicySource { get; init; }

    /// <summary>The threshold in words, for the verdict line: <c>own: high, base: never, confidence: likely</c>.</summary>
    public required string Threshold { get; init; }

    /// <summary>Findings never close the gate.</summary>
    public required bool IsReportOnly { get; init; }

    /// <summary>Verdict over all images.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Images in the order of the command line, then of the medium.</summary>
    public required IReadOnlyList<ImageReport> Images { get; init; }

    /// <summary>Remarks on the policy: exceptions expired or unused, a base that could not be resolved. Hostile text.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Rules that findings name, with their texts.</summary>
    public required IReadOnlyDictionary<string, RuleText> Rules { get; init; }

    /// <summary>The texts of a finding's rule; its id stands in for texts that are missing.</summary>
    internal RuleText RuleOf(Findings.Finding finding) => Rules.TryGetValue(finding.RuleId, out var rule)
        ? rule
        : new RuleText(finding.RuleId, finding.RuleId, $"A secret of the kind {finding.RuleId}.", finding.Severity, Revoke: null, References: []);
}

/// <summary>The texts of a rule.</summary>
/// <param name="Id">Kebab-case id, fixed for ever.</param>
/// <param name="Name">Short name.</param>
/// <param name="Description">What was found; what its holder can do.</param>
/// <param name="Severity">The rule's severity under this policy.</param>
/// <param name="Revoke">Where it is revoked or rotated; null when unknown.</param>
/// <param name="References">Links for the reader, the first one the most useful.</param>
public sealed record RuleText(
    string Id, string Name, string Description, Detection.Severity Severity, string? Revoke, IReadOnlyList<string> References);

/// <summary>One image of the run.</summary>
public sealed record ImageReport
{
    /// <summary>As the user named it.</summary>
    public required string Image { get; init; }

    /// <summary>Repository without tag or digest, for categories; null when the medium names none.</summary>
    public required string? Repository { get; init; }

    /// <summary>Platforms read, <c>os/arch[/variant]</c>, in order; empty when none is known.</summary>
    public required IReadOnlyList<string> Platforms { get; init; }

    /// <summary>Image ID (digest of the config); of the first platform. Null when it could not be read.</summary>
    public required string? ImageId { get; init; }

    /// <summary>Digest of the manifest, or of the index for several platforms; null for a docker archive.</summary>
    public required string? Digest { get; init; }

    /// <summary>Verdict of this image.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The ledger.</summary>
    public required Coverage Coverage { get; init; }

    /// <summary>Findings judged by the policy, worst first, then by layer, path, offset, rule.</summary>
    public required IReadOnlyList<JudgedFinding> Findings { get; init; }

    /// <summary>Findings beyond the limit for an image, which are not listed.</summary>
    public required int FindingsNotListed { get; init; }
}
