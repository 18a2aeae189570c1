using System.Security.Cryptography;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>The attempts on one container.</summary>
internal sealed class ContainerAttempt
{
    // What an attempt costs beside its key derivation: parsing, and the decryption of so many bytes in the time of one iteration.
    private const long IterationsOfParsing = 16;
    private const int BytesOfIteration = 32;

    private readonly EncryptedContainer _container;
    private readonly ContainerReader? _reader;
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal); // digests
    private OpenedContainer? _opened;
    private bool _isGivenUp;

    private ContainerAttempt(Fingerprint fingerprint, EncryptedContainer container, IReadOnlyList<string> folders)
    {
        Fingerprint = fingerprint;
        Folders = folders;
        _container = container;
        _reader = ContainerReaders.Of(container.Format);
        Cost = CostOf() + IterationsOfParsing + (container.Bytes.Length / BytesOfIteration);
    }

    /// <summary>Identity of its encrypted bytes.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>Folders in which it lies.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>Iterations that one attempt costs; null when nothing can open it.</summary>
    public long? Cost { get; }

    /// <summary>True when it is open, or the budget does not allow another attempt.</summary>
    public bool IsDone => _opened is not null || _isGivenUp;

    /// <summary>The attempts on a container that lies at some places.</summary>
    public static ContainerAttempt Of(IEnumerable<ClosedContainer> places)
    {
        var all = places.ToList();
        return new ContainerAttempt(
            all[0].Fingerprint, all[0].Container, [.. all.Select(place => place.Folder).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Tries passphrases until one fits or the budget ends; each is tried once.</summary>
    public void Try(IReadOnlyList<byte[]> passphrases, KdfBudget budget)
    {
        foreach (var passphrase in passphrases)
        {
            if (IsDone)
            {
                return;
            }

            if (_tried.Add(Convert.ToHexString(SHA256.HashData(passphrase))))
            {
                _isGivenUp = !budget.TrySpend(Cost ?? long.MaxValue);
                _opened = _isGivenUp ? null : Open(passphrase);
            }
        }
    }

    /// <summary>What became of it.</summary>
    public Opening Result() => new(
        _opened switch
        {
            null when Cost is null => OpeningState.NotTried,
            null => _isGivenUp ? OpeningState.OutOfBudget : OpeningState.Closed,
            { IsText: false, Keys.Count: 0 } => OpeningState.HoldsNoKey,
            _ => OpeningState.Opened,
        },
        _opened);

    private long? CostOf()
    {
        try
        {
            return _reader?.Cost(_container.Bytes);
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
            return _reader?.Open(_container.Bytes, passphrase);
        }
        catch (Exception e) when (HostileInput.IsRefusal(e))
        {
            return null;
        }
    }
}
