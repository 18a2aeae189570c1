namespace SecretGate.Detection.Keys.Opening;

/// <summary>A container at one place.</summary>
/// <param name="Fingerprint">Identity of its encrypted bytes.</param>
/// <param name="Container">It.</param>
/// <param name="Folder">Folder of its file; null outside files.</param>
internal sealed record ClosedContainer(Fingerprint Fingerprint, EncryptedContainer Container, string? Folder);

/// <summary>
/// Tries passphrases on encrypted containers, behind the last layer: a few defaults on all of them, then what stands beside each, then what the
/// whole image holds, then more defaults where they cost little. The cheapest container comes first, so that a costly one cannot use up the
/// budget of the others.
/// </summary>
internal sealed class KeyOpener(KdfBudget budget, PassphraseCandidates candidates)
{
    // Where an attempt costs more (30 ms), passphrases that nothing in the image hints at are not worth their time.
    private const long MaxCostOfGuess = 50_000;

    /// <summary>Tries to open the containers; the same container may come several times.</summary>
    /// <returns>What became of each, by its fingerprint.</returns>
    public IReadOnlyDictionary<Fingerprint, Opening> OpenAll(IEnumerable<ClosedContainer> containers)
    {
        var attempts = containers
            .GroupBy(place => place.Container.Sha256)
            .OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(ContainerAttempt.Of)
            .ToList();
        var order = attempts.Where(a => a.Cost is not null).OrderBy(a => a.Cost).ToList();
        TryAll(order, _ => DefaultPassphrases.First);
        TryAll(order, NearOf);
        var everywhere = candidates.Values;
        TryAll(order, _ => everywhere);
        TryAll(order.Where(a => a.Cost <= MaxCostOfGuess), _ => DefaultPassphrases.Second);

        // The same encrypted bytes may stand under different parameters; one that opens speaks for all.
        return attempts
            .GroupBy(a => a.Fingerprint)
            .ToDictionary(same => same.Key, same => same.Select(a => a.Result()).OrderBy(r => r.State).First());
    }

    private void TryAll(IEnumerable<ContainerAttempt> attempts, Func<ContainerAttempt, IReadOnlyList<byte[]>> passphrases)
    {
        foreach (var attempt in attempts.Where(a => !a.IsDone))
        {
            attempt.Try(passphrases(attempt), budget);
        }
    }

    private IReadOnlyList<byte[]> NearOf(ContainerAttempt attempt) => [.. attempt.Folders.SelectMany(candidates.In)];
}
