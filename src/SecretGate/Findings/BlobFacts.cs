using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Detection.Keys;
using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>
/// What one blob holds, whatever image it is part of: depends on its bytes, the engine, the rules and the limits only. No plain secret is in it.
/// </summary>
internal sealed record BlobFacts
{
    /// <summary>Name within its source.</summary>
    public required string Name { get; init; }

    /// <summary>Digests, sizes and paths.</summary>
    public required LayerContent Content { get; init; }

    /// <summary>Secrets at their places, in the order of the bytes.</summary>
    public required IReadOnlyList<Sighting> Sightings { get; init; }

    /// <summary>Sightings beyond the limits, which are not listed.</summary>
    public required long SightingsNotListed { get; init; }

    /// <summary>Public keys: evidence about private ones anywhere in the image.</summary>
    public required IReadOnlyList<PublicHalf> PublicHalves { get; init; }

    /// <summary>Encrypted containers with the sighting that stands for each while it is closed.</summary>
    public required IReadOnlyList<(Sighting Sighting, EncryptedContainer Container)> Containers { get; init; }

    /// <summary>What was not read.</summary>
    public required IReadOnlyList<BlobNote> Notes { get; init; }

    /// <summary>Its part of the ledger.</summary>
    public required BlobTally Tally { get; init; }

    /// <summary>A blob of which nothing is known.</summary>
    public static BlobFacts Unread(string name, string message) => new()
    {
        Name = name,
        Content = new LayerContent
        {
            Digest = null,
            Sha512 = null,
            StoredBytes = 0,
            DiffId = null,
            UncompressedBytes = 0,
            IsTar = false,
            Compression = "none",
            Paths = LayerPaths.Empty,
        },
        Sightings = [],
        SightingsNotListed = 0,
        PublicHalves = [],
        Containers = [],
        Notes = [new BlobNote(UnreadReason.Unreadable, null, message)],
        Tally = new BlobTally(0, 0, 0, 0, 0),
    };
}

/// <summary>Something of a blob that was not read.</summary>
/// <param name="Reason">One of <see cref="Decoding.UnreadReason"/>.</param>
/// <param name="Path">The file or member; null for the blob.</param>
/// <param name="Message">One sentence.</param>
internal sealed record BlobNote(string Reason, string? Path, string Message);

/// <summary>Bytes of one blob by what became of them.</summary>
internal sealed record BlobTally(long ScannedBytes, long UnreadBytes, long ArchivesOpened, long ExpandedBytes, long ArchivesNotOpened);
