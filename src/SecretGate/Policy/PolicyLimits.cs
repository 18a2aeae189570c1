using SecretGate.Decoding;

namespace SecretGate.Policy;

/// <summary>Reads the <c>limits</c> of a policy.</summary>
internal static class PolicyLimits
{
    /// <summary>The limits with their ranges, in the order of <see cref="ScanLimits"/>.</summary>
    /// <remarks>The ranges keep a slip of the fingers from switching a bound off, and a raised one within what a machine can do.</remarks>
    public static IReadOnlyList<Limit> All { get; } =
    [
        new("archive-depth", 0, 32, (limits, number) => limits with { ArchiveDepth = (int)number }),
        new("archive-entries", 1, 100_000_000, (limits, number) => limits with { ArchiveEntries = (int)number }),
        new("archive-expanded-bytes", 1, 1L << 50, (limits, number) => limits with { ArchiveExpandedBytes = number }),
        new("archive-ratio", 1, 1_000_000, (limits, number) => limits with { ArchiveRatio = (int)number }),
        new("layers", 1, 100_000, (limits, number) => limits with { Layers = (int)number }),
        new("layer-bytes", 1, 1L << 50, (limits, number) => limits with { LayerBytes = number }),
        new("layer-ratio", 1, 1_000_000, (limits, number) => limits with { LayerRatio = (int)number }),
        new("document-bytes", 1, 256 << 20, (limits, number) => limits with { DocumentBytes = (int)number }),
        new("name-bytes", 1, 64 << 20, (limits, number) => limits with { NameBytes = (int)number }),
        new("sparse-parts", 1, 10_000_000, (limits, number) => limits with { SparseParts = (int)number }),
        new("zstd-window-bytes", 1, 1 << 30, (limits, number) => limits with { ZstdWindowBytes = (int)number }),
        new("seek-memory-bytes", 0, 1L << 36, (limits, number) => limits with { SeekMemoryBytes = number }),
        new("locations", 1, 1_000_000, (limits, number) => limits with { Locations = (int)number }),
        new("findings", 1, 10_000_000, (limits, number) => limits with { Findings = (int)number }),
        new("kdf-iterations", 0, 1_000_000_000_000, (limits, number) => limits with { KdfIterations = number }),
        new("matcher-steps", 1, 1_000_000_000_000, (limits, number) => limits with { MatcherSteps = number }),
        new("deadline-seconds", 1, 86_400, (limits, number) => limits with { Deadline = TimeSpan.FromSeconds(number) }),
    ];

    /// <summary>Their keys.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Select(limit => limit.Key)];

    /// <summary>Limits of the extended policy with those that the mapping names.</summary>
    /// <exception cref="GateException">A key is not known, or a number is none or out of range.</exception>
    public static ScanLimits Read(YamlValue value, ScanLimits extended)
    {
        var mapping = value.AsMapping("limits");
        mapping.RefuseUnknownKeys("limits", Keys);
        return mapping.Entries.Aggregate(extended, (limits, entry) =>
        {
            var limit = All.First(limit => limit.Key == entry.Key.Text);
            return limit.Set(limits, entry.Value.AsNumber(limit.Key, limit.Min, limit.Max));
        });
    }

    /// <summary>One limit.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="Min">Smallest allowed.</param>
    /// <param name="Max">Largest allowed.</param>
    /// <param name="Set">Puts a number into limits.</param>
    internal sealed record Limit(string Key, long Min, long Max, Func<ScanLimits, long, ScanLimits> Set);
}
