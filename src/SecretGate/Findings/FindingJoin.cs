using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Findings;

/// <summary>Makes findings of placed sightings: the same secret in nine places is one finding with nine locations.</summary>
internal static class FindingJoin
{
    /// <summary>The findings, in the order of their first sighting.</summary>
    public static IReadOnlyList<Finding> Join(IEnumerable<(Sighting Sighting, Location Location)> placed, ScanLimits limits)
    {
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new Dictionary<(string Rule, Fingerprint Fingerprint), (Sighting First, List<Location> Locations)>();
        foreach (var (sighting, location) in placed)
        {
            var fingerprint = sighting.Secret.Fingerprint ?? OfPlace(sighting.Secret.RuleId, location, occurrences);
            var key = (sighting.Secret.RuleId, fingerprint);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = (sighting, []);
            }

            group.Locations.Add(location);
        }

        return [.. groups.Select(group => Make(group.Key.Fingerprint, group.Value.First.Secret, group.Value.Locations, limits))];
    }

    /// <summary>Locations in the order of a finding, worst first.</summary>
    public static IEnumerable<Location> InOrder(IEnumerable<Location> locations) => locations
        .OrderBy(location => location.Origin)
        .ThenBy(location => location.State.Kind)
        .ThenBy(location => location.Layer ?? int.MaxValue)
        .ThenBy(location => location.Place)
        .ThenBy(location => location.Path, StringComparer.Ordinal)
        .ThenBy(location => location.JsonPointer, StringComparer.Ordinal)
        .ThenBy(location => location.HistoryIndex ?? -1)
        .ThenBy(location => location.Offset ?? -1)
        .ThenBy(location => location.Platform, StringComparer.Ordinal);

    private static Finding Make(Fingerprint fingerprint, Secret secret, List<Location> locations, ScanLimits limits)
    {
        var distinct = InOrder(locations.Distinct()).ToList();
        return new Finding
        {
            Fingerprint = fingerprint,
            Sha256Prefix = secret.Sha256Prefix,
            RuleId = secret.RuleId,
            Severity = secret.Severity,
            Confidence = secret.Confidence,
            Masked = secret.Masked,
            Class = secret.Key is null ? null : secret.Key.IsEncrypted ? KeyClass.Encrypted : KeyClass.Service,
            Evidence = secret.Key is null ? [] : [Describe(secret.Key)],
            Locations = [.. distinct.Take(limits.Locations)],
            LocationsNotListed = Math.Max(0, distinct.Count - limits.Locations),
        };
    }

    // A value below 64 bits of entropy could be guessed back from its hash: it is known by its place instead.
    private static Fingerprint OfPlace(string ruleId, Location location, Dictionary<string, int> occurrences)
    {
        var place = string.Join('\0', ruleId, location.Place, location.Path, location.JsonPointer, location.HistoryIndex?.ToString(CultureInfo.InvariantCulture));
        var counted = place + "\0" + location.Layer?.ToString(CultureInfo.InvariantCulture) + "\0" + location.Platform;
        var occurrence = occurrences.GetValueOrDefault(counted);
        occurrences[counted] = occurrence + 1;
        var text = string.Create(CultureInfo.InvariantCulture, $"secretgate/v1/place\0{place}\0{occurrence}");
        return new Fingerprint(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));
    }

    private static string Describe(KeyDetails key)
    {
        var kind = (key.Algorithm, key.Bits, key.Curve) switch
        {
            (null, _, _) => "Private key",
            (_, _, { } curve) => $"{key.Algorithm} private key on {curve}",
            (_, { } bits, _) => $"{key.Algorithm} private key of {bits} bits",
            _ => $"{key.Algorithm} private key",
        };
        var state = key.IsEncrypted ? ", encrypted" : key.IsOpenedByPassphrase ? ", encrypted, but its passphrase is known" : string.Empty;
        var untried = key.IsUntried ? " The kdf-iterations of this run were used up before every passphrase was tried." : string.Empty;
        return $"{kind} ({key.Format}{state}{(key.IsTruncated ? ", truncated" : string.Empty)}).{untried}";
    }
}
