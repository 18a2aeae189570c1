using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Content;

/// <summary>What to do about a finding: three steps, and how to accept it instead.</summary>
internal static class Advice
{
    /// <summary>Rotate, remove, rebuild.</summary>
    public static IReadOnlyList<Sentence> Steps(Finding finding, RuleText rule) => [Rotate(finding, rule), Remove(finding), Rebuild()];

    /// <summary>The lines to paste into the policy. Its placeholders are refused there, so that somebody has to think of a reason.</summary>
    public static IReadOnlyList<Sentence> ExceptionEntry(Finding finding) =>
    [
        $"exceptions:",
        $"  - fingerprint: \"{finding.Fingerprint.Hex}\"",
        $"    reason: WHY-IT-MAY-STAY",
        $"    expires: YYYY-MM-DD",
    ];

    private static Sentence Rotate(Finding finding, RuleText rule) => (finding.Class, rule.Revoke) switch
    {
        (KeyClass.KnownTest, _) => $"Nothing to rotate: this key is published as a test key. Make sure that nothing real trusts it.",
        (KeyClass.KnownCompromised, _) => $"Replace it wherever it is trusted: its private half is public knowledge.",
        (KeyClass.GeneratedAtBuild, _) => $"Replace it wherever it is used: every container of this image shares it.",
        (_, { } revoke) => $"Revoke or rotate it, since whoever pulls the image has it: {revoke.TrimEnd('.'):prose}.",
        (KeyClass.Encrypted, _) => $"Rotate it unless its passphrase is strong and nowhere else: whoever pulls the image can try to open it.",
        _ => $"Revoke or rotate it where it was issued: whoever pulls the image has it.",
    };

    private static Sentence Remove(Finding finding)
    {
        var location = finding.Locations[0];
        if (location.Origin == Origin.Base)
        {
            return $"It comes with the {LocationText.Origin(location)}{At(location)}: take a base without it. Deleting it in a layer above leaves it in the image.";
        }

        return location.Place switch
        {
            Place.Config or Place.History =>
                $"Take it out of {Culprit(location)}: values of ENV, ARG and LABEL stay readable in the image. {Instead}",
            Place.Manifest => $"Take it out of the annotations that the build or the push writes.",
            Place.Attestation => $"Do not pass it as a build argument{At(location)}: the attestation records it. {Instead}",
            Place.Artifact => $"Take it out of the artifact.",
            _ when finding.Class == KeyClass.GeneratedAtBuild =>
                $"Delete it in the very instruction that makes it ({Culprit(location)}), and make it when the container starts.",
            _ => $"Take it out of what {Culprit(location)} puts into layer {location.Layer ?? 0}; deleting it in a later layer leaves it in the image. {Instead}",
        };
    }

    private static Sentence Instead => $"A build that needs it uses RUN --mount=type=secret; a container gets it when it starts.";

    private static Sentence Rebuild() => $"Build the image again, gate it, push it, and delete the tags that hold the old one.";

    private static Sentence Culprit(Location location) => location.Instruction is { } instruction
        ? (Sentence)$"{instruction}{At(location)}"
        : $"the instruction that wrote it{At(location)}";

    private static Sentence? At(Location location) => location.Source is { } source ? (Sentence)$" ({LocationText.Source(source)})" : null;
}
