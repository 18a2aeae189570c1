using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Detection.Keys;

namespace SecretGate.Findings;

/// <summary>Collects the facts of one blob or document, within the limits for locations and findings.</summary>
internal sealed class FactsBuilder(ScanLimits limits)
{
    // One blob may list as many public keys and containers as this: a trust store holds some hundred.
    private const int MostPublicHalves = 100_000;
    private const int MostContainers = 1_000;
    private const long MostContainerBytes = 32 << 20;

    private readonly List<Sighting> _sightings = [];
    private readonly Dictionary<(string Rule, Fingerprint Fingerprint), int> _perSecret = [];
    private readonly List<PublicHalf> _publicHalves = [];
    private readonly HashSet<PublicHalf> _knownHalves = [];
    private readonly List<(Sighting, EncryptedContainer)> _containers = [];
    private readonly List<BlobNote> _notes = [];
    private long _containerBytes;

    /// <summary>Sightings so far, in the order in which they came.</summary>
    public IReadOnlyList<Sighting> Sightings => _sightings;

    /// <summary>Sightings that were counted but not kept.</summary>
    public long NotListed { get; private set; }

    /// <summary>Public keys, each once.</summary>
    public IReadOnlyList<PublicHalf> PublicHalves => _publicHalves;

    /// <summary>Encrypted containers.</summary>
    public IReadOnlyList<(Sighting Sighting, EncryptedContainer Container)> Containers => _containers;

    /// <summary>What was not read.</summary>
    public IReadOnlyList<BlobNote> Notes => _notes;

    /// <summary>Adds a sighting unless a limit is hit.</summary>
    public void Add(Sighting sighting)
    {
        if (sighting.Secret.Fingerprint is { } fingerprint)
        {
            var key = (sighting.Secret.RuleId, fingerprint);
            var known = _perSecret.GetValueOrDefault(key);
            if (known >= limits.Locations || (known == 0 && _perSecret.Count >= limits.Findings))
            {
                NotListed++;
                return;
            }

            _perSecret[key] = known + 1;
        }

        if (_sightings.Count >= limits.Findings + limits.Locations)
        {
            NotListed++;
            return;
        }

        _sightings.Add(sighting);
    }

    /// <summary>Adds a sighting, with the encrypted container that it stands for if it does.</summary>
    public void Add(Sighting sighting, EncryptedContainer? container)
    {
        Add(sighting);
        if (container is not null && _containers.Count < MostContainers && _containerBytes + container.Bytes.Length <= MostContainerBytes)
        {
            _containers.Add((sighting, container));
            _containerBytes += container.Bytes.Length;
        }
    }

    /// <summary>Adds a public key.</summary>
    public void Add(PublicHalf half)
    {
        if (_publicHalves.Count < MostPublicHalves && _knownHalves.Add(half))
        {
            _publicHalves.Add(half);
        }
    }

    /// <summary>Notes that something was not read.</summary>
    public void Note(string reason, string? path, string message) => _notes.Add(new BlobNote(reason, path, message));

    /// <summary>Masks a path in which a secret was found, wherever it was listed.</summary>
    public void MaskPath(string path, string masked)
    {
        for (var i = 0; i < _sightings.Count; i++)
        {
            if (MaskedPath(_sightings[i].Path, path, masked) is { } found)
            {
                _sightings[i] = _sightings[i] with { Path = found };
            }
        }

        for (var i = 0; i < _containers.Count; i++)
        {
            if (MaskedPath(_containers[i].Item1.Path, path, masked) is { } found)
            {
                _containers[i] = (_containers[i].Item1 with { Path = found }, _containers[i].Item2);
            }
        }

        for (var i = 0; i < _notes.Count; i++)
        {
            var inMessage = _notes[i].Message.Replace(path, masked, StringComparison.Ordinal);
            _notes[i] = _notes[i] with { Path = MaskedPath(_notes[i].Path, path, masked) ?? _notes[i].Path, Message = inMessage };
        }
    }

    private static string? MaskedPath(string? candidate, string path, string masked) =>
        candidate is not null && candidate.StartsWith(path, StringComparison.Ordinal) ? string.Concat(masked, candidate.AsSpan(path.Length)) : null;
}
