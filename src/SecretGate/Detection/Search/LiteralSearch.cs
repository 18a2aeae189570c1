using System.Buffers.Binary;
using System.Numerics;
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
        var probes = _literals.Select((literal, number) => Probe.Of(number, literal)).ToList();
        _probes = new ProbeTable(probes);
        _tables = NibbleBuckets.Build(probes);
        _maxOffset = probes.Count == 0 ? 0 : probes.Max(p => p.Offset);
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
        var pass = new Pass(this, from, to, hits);
        var end = Math.Min(to + _maxOffset, window.Length - Probe.Length + 1);
        var at = _width switch
        {
            VectorWidth.Bits512 => pass.Over<VectorStep512>(window, from, end),
            VectorWidth.Bits256 => pass.Over<VectorStep256>(window, from, end),
            VectorWidth.Bits128 => pass.Over<VectorStep128>(window, from, end),
            _ => from,
        };
        pass.OneByOne(window, at, end);
    }

    private readonly struct Pass(LiteralSearch search, int from, int to, List<LiteralHit> hits)
    {
        // Returns the first place that was not looked at.
        public int Over<TStep>(ReadOnlySpan<byte> window, int at, int end)
            where TStep : struct, IVectorStep
        {
            ref var bytes = ref MemoryMarshal.GetReference(window);
            ref var tables = ref MemoryMarshal.GetArrayDataReference(search._tables);
            for (; at + TStep.Width <= end; at += TStep.Width)
            {
                for (var passed = TStep.Pass(ref System.Runtime.CompilerServices.Unsafe.Add(ref bytes, at), ref tables); passed != 0; passed &= passed - 1)
                {
                    Look(window, at + BitOperations.TrailingZeroCount(passed));
                }
            }

            return at;
        }

        public void OneByOne(ReadOnlySpan<byte> window, int at, int end)
        {
            for (; at < end; at++)
            {
                Look(window, at);
            }
        }

        private void Look(ReadOnlySpan<byte> window, int at)
        {
            if (search._probes.MayHave(BinaryPrimitives.ReadUInt32LittleEndian(window[at..]), out var hash))
            {
                Compare(window, at, hash);
            }
        }

        private void Compare(ReadOnlySpan<byte> window, int at, int hash)
        {
            foreach (var probe in search._probes[hash])
            {
                var start = at - probe.Offset;
                if (start >= from && start < to && search._literals[probe.Literal].IsAt(window, start))
                {
                    hits.Add(new LiteralHit(start, probe.Literal));
                }
            }
        }
    }
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
