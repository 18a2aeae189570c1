using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SecretGate.Detection.Search;

/// <summary>
/// Finds every literal of all rules in one pass over the bytes: vectors sort out places whose four bytes fit no literal
/// (<see cref="NibbleBuckets"/>), a hash of the four bytes sorts out nearly all of the rest (<see cref="ProbeTable"/>), and what is left is compared.
/// </summary>
/// <remarks>The first step is the one that Hyperscan calls Teddy, with four bytes and 32 buckets: see tests/SecretGate.Benchmarks/results.</remarks>
internal sealed class LiteralSearch
{
    private readonly Literal[] _literals;
    private readonly ProbeTable _probes;
    private readonly byte[] _tables;
    private readonly int _maxOffset;
    private readonly VectorWidth _width;

    /// <summary>Prepares the search.</summary>
    /// <param name="literals">What to find; hits name them by their number in this list.</param>
    /// <param name="width">The widest vectors to use; for tests.</param>
    public LiteralSearch(IReadOnlyList<Literal> literals, VectorWidth width = VectorWidth.Widest)
    {
        _literals = [.. literals];
        var probes = ProbeChoice.Of(_literals);
        _probes = new ProbeTable(probes);
        _tables = NibbleBuckets.Build(probes);
        _maxOffset = probes.SelectMany(p => p.Uses).Select(u => u.Offset).DefaultIfEmpty().Max();
        _width = (VectorWidth)Math.Min((int)width, (int)Supported);
    }

    private static VectorWidth Supported =>
        Avx512BW.IsSupported ? VectorWidth.Bits512
        : Avx2.IsSupported ? VectorWidth.Bits256
        : VectorStep128.IsSupported ? VectorWidth.Bits128
        : VectorWidth.None;

    /// <summary>Finds the literals that start in a part of a window. Those that go on behind the window are not found.</summary>
    /// <param name="window">The bytes.</param>
    /// <param name="from">Index of the first start.</param>
    /// <param name="to">Index behind the last start.</param>
    /// <param name="hits">Takes the hits, nearly in order.</param>
    public void Find(ReadOnlySpan<byte> window, int from, int to, List<LiteralHit> hits)
    {
        var end = Math.Min(to + _maxOffset, window.Length - Probe.Length + 1);
        var starts = new Starts(from, to, hits);
        var at = _width switch
        {
            VectorWidth.Bits512 => LookAtBlocks<VectorStep512>(window, from, end, starts),
            VectorWidth.Bits256 => LookAtBlocks<VectorStep256>(window, from, end, starts),
            VectorWidth.Bits128 => LookAtBlocks<VectorStep128>(window, from, end, starts),
            _ => from,
        };
        ref var bytes = ref MemoryMarshal.GetReference(window);
        for (; at < end; at++)
        {
            LookAt(window, ref bytes, at, starts);
        }
    }

    // Returns the first place that was not looked at.
    private int LookAtBlocks<TStep>(ReadOnlySpan<byte> window, int at, int end, in Starts starts)
        where TStep : struct, IVectorStep
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        ref var tables = ref MemoryMarshal.GetArrayDataReference(_tables);
        for (; at + TStep.Width <= end; at += TStep.Width)
        {
            for (var passed = TStep.Pass(ref Unsafe.Add(ref bytes, at), ref tables); passed != 0; passed &= passed - 1)
            {
                LookAt(window, ref bytes, at + BitOperations.TrailingZeroCount(passed), starts);
            }
        }

        return at;
    }

    // Every place that is looked at has four bytes in the window.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LookAt(ReadOnlySpan<byte> window, ref byte bytes, int at, in Starts starts)
    {
        var hash = ProbeTable.Hash(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref bytes, at)));
        if ((Unsafe.Add(ref _probes.Bitmap, hash >> 6) >> (int)(hash & 63) & 1) != 0)
        {
            Compare(window, at, hash, starts);
        }
    }

    private void Compare(ReadOnlySpan<byte> window, int at, uint hash, in Starts starts)
    {
        foreach (var (number, offset) in _probes.UsesOf(hash))
        {
            var start = at - offset;
            if (start >= starts.From && start < starts.To && _literals[number].IsAt(window, start))
            {
                starts.Hits.Add(new LiteralHit(start, number));
            }
        }
    }

    private readonly record struct Starts(int From, int To, List<LiteralHit> Hits);
}

/// <summary>Widths of vectors.</summary>
internal enum VectorWidth
{
    /// <summary>No vectors.</summary>
    None,

    /// <summary>16 bytes.</summary>
    Bits128,

    /// <summary>32 bytes.</summary>
    Bits256,

    /// <summary>64 bytes.</summary>
    Bits512,

    /// <summary>As wide as the machine has.</summary>
    Widest,
}
