using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;

namespace SecretGate.Tests.Findings;

/// <summary>Makes placed sightings for tests of the joins.</summary>
internal static class Placed
{
    public static (Sighting Sighting, Location Location) InFile(
        string ruleId, string? value, string path, int layer = 0, long offset = 0, StateKind state = StateKind.Visible, string? pair = null)
    {
        var secret = new Secret
        {
            RuleId = ruleId,
            Fingerprint = value is null ? null : new Fingerprint(value),
            Sha256Prefix = null,
            Masked = "…",
            Confidence = Confidence.Likely,
            Severity = Severity.High,
            PairRole = pair,
        };
        var sighting = new Sighting { Secret = secret, Place = SightingPlace.File, Path = path, Entry = 0, Offset = offset };
        var location = new Location
        {
            Platform = "linux/amd64",
            Place = Place.LayerFile,
            Layer = layer,
            Path = path,
            State = new PathState(state, null),
            Origin = Origin.Own,
            Offset = offset,
        };
        return (sighting, location);
    }
}
