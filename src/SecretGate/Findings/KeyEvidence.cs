using SecretGate.Detection;

namespace SecretGate.Findings;

/// <summary>Moves the rule, class and severity of a key by what the rest of the image says of it.</summary>
internal static class KeyEvidence
{
    private const string KeyRule = "private-key";
    private const string GeneratedRule = "private-key-generated";

    /// <summary>The finding after evidence.</summary>
    public static Finding Weigh(Finding finding) =>
        finding.RuleId == KeyRule && finding.Locations.All(IsGenerated)
            ? finding with
            {
                RuleId = GeneratedRule,
                Class = KeyClass.GeneratedAtBuild,
                Severity = finding.Locations.All(IsSnakeoil) ? Severity.Medium : finding.Severity,
                Evidence = [.. finding.Evidence, "A package's installation made it during the build: every container of this image shares it."],
            }
            : finding;

    // OpenSSH's package makes ssh_host_*_key, Debian's ssl-cert makes the snakeoil key, both in their post-installation step.
    private static bool IsGenerated(Location location) =>
        IsSnakeoil(location)
        || (location.Path is { } path
            && path.StartsWith("etc/ssh/ssh_host_", StringComparison.Ordinal)
            && path.EndsWith("_key", StringComparison.Ordinal));

    private static bool IsSnakeoil(Location location) => location.Path == "etc/ssl/private/ssl-cert-snakeoil.key";
}
