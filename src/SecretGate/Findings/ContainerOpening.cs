using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Detection.Keys.Opening;

namespace SecretGate.Findings;

/// <summary>Opens the encrypted containers of a source, behind its last byte, with what was seen in it: a sighting of a container becomes that of the keys in it.</summary>
internal static class ContainerOpening
{
    /// <summary>The source with everything opened that could be.</summary>
    public static ScannedSource Apply(ScannedSource source, PassphraseCandidates passphrases, KdfBudget budget)
    {
        var containers = source.Blobs.Values.SelectMany(facts => facts.Containers).Concat(source.Documents.SelectMany(facts => facts.Containers)).ToList();
        if (containers.Count == 0)
        {
            return source;
        }

        var opened = new KeyOpener(budget, passphrases).OpenAll(
            from found in containers
            let fingerprint = found.Sighting.Secret.Fingerprint
            where fingerprint is not null
            select new ClosedContainer(fingerprint.Value, found.Container, PassphraseSources.FolderOf(found.Sighting.Path)));
        return source with
        {
            Blobs = source.Blobs.ToDictionary(
                blob => blob.Key,
                blob => blob.Value with
                {
                    Sightings = Replace(blob.Value.Sightings, opened),
                    PublicHalves = [.. blob.Value.PublicHalves, .. HalvesIn(blob.Value.Containers, opened)],
                },
                StringComparer.Ordinal),
            Documents =
            [
                .. source.Documents.Select(facts => facts with
                {
                    Sightings = Replace(facts.Sightings, opened),
                    PublicHalves = [.. facts.PublicHalves, .. HalvesIn(facts.Containers, opened)],
                }),
            ],
        };
    }

    private static IReadOnlyList<Sighting> Replace(IReadOnlyList<Sighting> sightings, IReadOnlyDictionary<Fingerprint, Opening> opened) =>
    [
        .. sightings.SelectMany(sighting => sighting.Secret is { Key.IsEncrypted: true, Fingerprint: { } fingerprint } closed && opened.TryGetValue(fingerprint, out var opening)
            ? opening.Replace(closed).Select(secret => sighting with { Secret = secret })
            : [sighting]),
    ];

    private static IEnumerable<PublicHalf> HalvesIn(
        IReadOnlyList<(Sighting Sighting, EncryptedContainer Container)> containers, IReadOnlyDictionary<Fingerprint, Opening> opened) =>
        containers
            .Select(found => found.Sighting.Secret.Fingerprint)
            .OfType<Fingerprint>()
            .Distinct()
            .SelectMany(fingerprint => opened.GetValueOrDefault(fingerprint)?.Content?.PublicHalves ?? []);
}
