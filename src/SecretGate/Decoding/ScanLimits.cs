namespace SecretGate.Decoding;

/// <summary>
/// Bounds on work and memory, each a key of the policy's <c>limits</c>. Hitting one is a note on the entry (reason <c>limit</c>) and, by
/// default, exit code 3. They count work, so that load never changes a verdict; only the deadline of the run is time.
/// </summary>
public sealed record ScanLimits
{
    /// <summary>The defaults.</summary>
    public static ScanLimits Default { get; } = new();

    /// <summary><c>archive-depth</c>: how deep archives inside archives are opened.</summary>
    public int ArchiveDepth { get; init; } = 8;

    /// <summary><c>archive-entries</c>: members of one nested archive; four times as many with all that is nested in it.</summary>
    public int ArchiveEntries { get; init; } = 100_000;

    /// <summary><c>archive-expanded-bytes</c>: bytes that one nested archive may expand to; four times as many with all that is nested in it.</summary>
    public long ArchiveExpandedBytes { get; init; } = 1L << 30;

    /// <summary><c>archive-ratio</c>: expanded to stored bytes of a nested archive, looked at beyond 64 MiB expanded.</summary>
    public int ArchiveRatio { get; init; } = 1_000;

    /// <summary><c>layers</c>: layers of one image.</summary>
    public int Layers { get; init; } = 2_000;

    /// <summary><c>layer-bytes</c>: uncompressed bytes of one layer.</summary>
    public long LayerBytes { get; init; } = 1L << 40;

    /// <summary><c>layer-ratio</c>: uncompressed to stored bytes of a layer, looked at beyond 1 GiB uncompressed.</summary>
    public int LayerRatio { get; init; } = 1_100;

    /// <summary><c>document-bytes</c>: bytes of one manifest, index, config or attestation.</summary>
    public int DocumentBytes { get; init; } = 8 << 20;

    /// <summary><c>name-bytes</c>: bytes of one long name or extended header.</summary>
    public int NameBytes { get; init; } = 1 << 20;

    /// <summary><c>sparse-parts</c>: parts of one sparse file.</summary>
    public int SparseParts { get; init; } = 100_000;

    /// <summary><c>zstd-window-bytes</c>: window that a zstd, xz, lzip or lzma stream may ask for.</summary>
    public int ZstdWindowBytes { get; init; } = 128 << 20;

    /// <summary><c>seek-memory-bytes</c>: memory shared by all formats that need seeking.</summary>
    public long SeekMemoryBytes { get; init; } = 64 << 20;

    /// <summary><c>locations</c>: locations listed for one finding.</summary>
    public int Locations { get; init; } = 10_000;

    /// <summary><c>findings</c>: findings listed for one image.</summary>
    public int Findings { get; init; } = 100_000;

    /// <summary><c>kdf-iterations</c>: work spent on passphrases in the whole run, counted in iterations of the key derivation.</summary>
    public long KdfIterations { get; init; } = 20_000_000;

    /// <summary><c>matcher-steps</c>: steps that a custom regex may take on 1 MiB.</summary>
    public long MatcherSteps { get; init; } = 100_000_000;

    /// <summary><c>deadline-seconds</c>: time for the whole run.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(30);
}
