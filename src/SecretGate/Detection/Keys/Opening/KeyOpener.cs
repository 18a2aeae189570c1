namespace SecretGate.Detection.Keys.Opening;

/// <summary>
/// Tries passphrases on encrypted containers, behind the last layer: a few defaults on all of them, then what the images hold, then more
/// defaults. The cheapest container comes first, so that a costly one cannot use up the budget of the others.
/// </summary>
internal sealed class KeyOpener(KdfBudget budget, PassphraseCandidates candidates)
{
    /// <summary>Tries to open the containers.</summary>
    /// <param name="containers">Each with the secret that stands for it while it is closed; the same container may come several times.</param>
    /// <returns>One result for each, in their order.</returns>
    public IReadOnlyList<Opening> OpenAll(IReadOnlyList<(Secret Closed, EncryptedContainer Container)> containers)
    {
        var attempts = new Dictionary<Fingerprint, Attempt>();
        foreach (var (closed, container) in containers)
        {
            if (closed.Fingerprint is { } fingerprint && !attempts.ContainsKey(fingerprint))
            {
                attempts.Add(fingerprint, new Attempt(fingerprint, container));
            }
        }

        var order = attempts.Values.Where(a => a.Cost is not null).OrderBy(a => a.Cost).ThenBy(a => a.Fingerprint.Hex, StringComparer.Ordinal).ToList();
        IReadOnlyList<byte[]>[] rounds = [DefaultPassphrases.First, candidates.Values, DefaultPassphrases.Second];
        foreach (var round in rounds)
        {
            foreach (var attempt in order)
            {
                attempt.Try(round, budget);
            }
        }

        return [.. containers.Select(c => c.Closed.Fingerprint is { } fingerprint ? attempts[fingerprint].Result(c.Closed) : Stay(c.Closed, OpeningState.NotTried))];
    }

    private static Opening Stay(Secret closed, OpeningState state) => new(state, [closed], []);

    private sealed class Attempt
    {
        private readonly ContainerReader? _reader;
        private readonly ReadOnlyMemory<byte> _container;
        private OpenedContainer? _opened;
        private bool _isGivenUp;

        public Attempt(Fingerprint fingerprint, EncryptedContainer container)
        {
            Fingerprint = fingerprint;
            _container = container.Bytes;
            _reader = ContainerReaders.Of(container.Format);
            Cost = CostOf();
        }

        public Fingerprint Fingerprint { get; }

        public long? Cost { get; }

        public void Try(IReadOnlyList<byte[]> passphrases, KdfBudget budget)
        {
            foreach (var passphrase in passphrases)
            {
                if (_opened is not null || _isGivenUp)
                {
                    return;
                }

                _isGivenUp = !budget.TrySpend(Cost ?? long.MaxValue);
                _opened = _isGivenUp ? null : Open(passphrase);
            }
        }

        public Opening Result(Secret closed) => _opened switch
        {
            null when Cost is null => Stay(closed, OpeningState.NotTried),
            null when _isGivenUp => Stay(closed, OpeningState.OutOfBudget),
            null => Stay(closed, OpeningState.Closed),
            { IsText: true } => new Opening(OpeningState.Opened, [KeySecrets.OpenedText(closed)], []),
            { Keys.Count: 0 } => new Opening(OpeningState.HoldsNoKey, [], _opened.PublicHalves),
            _ => new Opening(OpeningState.Opened, [.. _opened.Keys.Select((key, i) => KeySecrets.Opened(closed, key, i))], _opened.PublicHalves),
        };

        private long? CostOf()
        {
            try
            {
                return _reader?.Cost(_container);
            }
            catch (Exception e) when (HostileInput.IsRefusal(e))
            {
                return null;
            }
        }

        private OpenedContainer? Open(byte[] passphrase)
        {
            try
            {
                return _reader?.Open(_container, passphrase);
            }
            catch (Exception e) when (HostileInput.IsRefusal(e))
            {
                return null;
            }
        }
    }
}
