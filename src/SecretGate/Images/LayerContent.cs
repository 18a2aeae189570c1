namespace SecretGate.Images;

/// <summary>What reading one blob to its end measured.</summary>
internal sealed record LayerContent
{
    /// <summary>A blob of which nothing could be read.</summary>
    public static LayerContent Nothing { get; } = new()
    {
        Digest = null,
        Sha512 = null,
        StoredBytes = 0,
        DiffId = null,
        UncompressedBytes = 0,
        IsTar = false,
        Compression = "none",
        Paths = LayerPaths.Empty,
    };

    /// <summary>SHA-256 digest of the stored bytes; null when they could not be read to their end.</summary>
    public required Digest? Digest { get; init; }

    /// <summary>Same with SHA-512, computed only where the claimed digest asks for it; null otherwise.</summary>
    public required Digest? Sha512 { get; init; }

    /// <summary>Stored bytes read.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Digest of the uncompressed bytes; null when they could not be read to their end.</summary>
    public required Digest? DiffId { get; init; }

    /// <summary>Uncompressed bytes read.</summary>
    public required long UncompressedBytes { get; init; }

    /// <summary>True when the uncompressed bytes are a tar stream.</summary>
    public required bool IsTar { get; init; }

    /// <summary>Name of the compression, <c>none</c> when there is none.</summary>
    public required string Compression { get; init; }

    /// <summary>Entries, whiteouts and hard links, for <see cref="LayerStack"/>; empty when it is no tar.</summary>
    public required LayerPaths Paths { get; init; }
}
