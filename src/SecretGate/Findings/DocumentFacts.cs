using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>What one JSON document of the image's layout holds.</summary>
internal sealed record DocumentFacts
{
    /// <summary>The document.</summary>
    public required Document Document { get; init; }

    /// <summary>Secrets at their places, in the order of the bytes.</summary>
    public required IReadOnlyList<Sighting> Sightings { get; init; }

    /// <summary>Sightings beyond the limits, which are not listed.</summary>
    public required long SightingsNotListed { get; init; }

    /// <summary>Public keys in it.</summary>
    public required IReadOnlyList<PublicHalf> PublicHalves { get; init; }

    /// <summary>Encrypted containers with the sighting that stands for each while it is closed.</summary>
    public required IReadOnlyList<(Sighting Sighting, EncryptedContainer Container)> Containers { get; init; }

    /// <summary>Commands of a config's history, by entry, with the secrets in them masked; empty for other documents.</summary>
    public required IReadOnlyDictionary<int, string> MaskedHistory { get; init; }
}
