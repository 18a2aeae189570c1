using SecretGate.Detection;

namespace SecretGate.Findings;

/// <summary>Joins the two halves of a credential (an AWS key id and its secret) that stand in one file or document: one finding, that of the secret half.</summary>
internal static class PairJoin
{
    private const string IdRole = ":id";
    private const string SecretRole = ":secret";

    /// <summary>The sightings without the ids that a secret half stands beside, and what to say of those secrets.</summary>
    /// <returns>The sightings kept, in order, and evidence by secret.</returns>
    public static (IReadOnlyList<(Sighting Sighting, Location Location)> Kept, IReadOnlyDictionary<Fingerprint, string> Evidence) Join(
        IReadOnlyList<(Sighting Sighting, Location Location)> placed)
    {
        var evidence = new Dictionary<Fingerprint, string>();
        var joined = new HashSet<int>();
        var halves = placed
            .Select((item, index) => (item.Sighting, item.Location, Index: index))
            .Where(item => item.Sighting.Secret.PairRole is not null)
            .GroupBy(item => (Kind(item.Sighting.Secret.PairRole), item.Location.Layer, item.Location.Path, item.Location.Place, item.Location.Platform));
        foreach (var half in halves)
        {
            var secrets = half.Where(item => IsRole(item.Sighting, SecretRole) && item.Sighting.Secret.Fingerprint is not null).ToList();
            foreach (var id in half.Where(item => IsRole(item.Sighting, IdRole)))
            {
                if (secrets.Count == 0)
                {
                    continue;
                }

                var nearest = secrets.MinBy(item => Math.Abs(item.Sighting.Offset - id.Sighting.Offset) + (item.Location.JsonPointer == id.Location.JsonPointer ? 0 : 1));
                if (nearest.Sighting.Secret.Fingerprint is { } fingerprint)
                {
                    evidence.TryAdd(fingerprint, $"Both halves are here: the key id {id.Sighting.Secret.Masked} stands beside its secret.");
                    joined.Add(id.Index);
                }
            }
        }

        return ([.. placed.Where((_, index) => !joined.Contains(index))], evidence);
    }

    private static string? Kind(string? role) => role?[..role.IndexOf(':', StringComparison.Ordinal)];

    private static bool IsRole(Sighting sighting, string role) => sighting.Secret.PairRole?.EndsWith(role, StringComparison.Ordinal) == true;
}
