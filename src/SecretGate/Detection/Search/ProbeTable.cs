using System.Runtime.CompilerServices;

namespace SecretGate.Detection.Search;

/// <summary>The exact step behind the first one: from four bytes to the probes that have them, by a hash of the bytes without letter case.</summary>
internal sealed class ProbeTable
{
    private const int HashBits = 16;
    private const uint LowerCase = 0x20202020;
    private const uint Multiplier = 0x9E3779B1; // 2^32 over the golden ratio, odd

    private readonly ulong[] _bitmap = new ulong[(1 << HashBits) / 64];
    private readonly Dictionary<int, Probe[]> _probes;

    /// <summary>Builds the table.</summary>
    public ProbeTable(IEnumerable<Probe> probes)
    {
        _probes = probes
            .SelectMany(p => p.Values().Select(Hash).Distinct(), (probe, hash) => (probe, hash))
            .GroupBy(p => p.hash, p => p.probe)
            .ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var hash in _probes.Keys)
        {
            _bitmap[hash >> 6] |= 1UL << (hash & 63);
        }
    }

    /// <summary>True when some probe may have these four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayHave(uint bytes, out int hash)
    {
        hash = Hash(bytes);
        return (_bitmap[hash >> 6] >> (hash & 63) & 1) != 0;
    }

    /// <summary>The probes of a hash that <see cref="MayHave"/> gave.</summary>
    public Probe[] this[int hash] => _probes[hash];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(uint bytes) => (int)(((bytes | LowerCase) * Multiplier) >> (32 - HashBits));
}
