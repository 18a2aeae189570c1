using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SecretGate.Detection.Search;

/// <summary>The exact step behind the first one: from four bytes to the literals that have them, by a hash of the bytes without letter case.</summary>
internal sealed class ProbeTable
{
    private const int HashBits = 16;
    private const uint LowerCase = 0x20202020;
    private const uint Multiplier = 0x9E3779B1; // 2^32 over the golden ratio, odd

    private readonly ulong[] _bitmap = new ulong[(1 << HashBits) / 64];
    private readonly ushort[] _slots = new ushort[1 << HashBits];
    private readonly (int Literal, int Offset)[][] _uses;

    /// <summary>Builds the table.</summary>
    public ProbeTable(IReadOnlyList<Probe> probes)
    {
        var uses = new List<List<(int, int)>> { new() };
        foreach (var probe in probes)
        {
            foreach (var hash in probe.Values().Select(Hash).Distinct())
            {
                if (_slots[hash] == 0)
                {
                    _slots[hash] = checked((ushort)uses.Count);
                    _bitmap[hash >> 6] |= 1UL << (int)(hash & 63);
                    uses.Add([]);
                }

                uses[_slots[hash]].AddRange(probe.Uses);
            }
        }

        _uses = [.. uses.Select(u => u.ToArray())];
    }

    /// <summary>A bit for each hash that some probe has.</summary>
    public ref ulong Bitmap => ref MemoryMarshal.GetArrayDataReference(_bitmap);

    /// <summary>The literals whose probe has a hash, with the probe's offset in each.</summary>
    public ReadOnlySpan<(int Literal, int Offset)> UsesOf(uint hash) => _uses[_slots[hash]];

    /// <summary>The hash of four bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(uint bytes) => ((bytes | LowerCase) * Multiplier) >> (32 - HashBits);
}
