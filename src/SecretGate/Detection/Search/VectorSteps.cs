using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SecretGate.Detection.Search;

/// <summary>64 places at once.</summary>
internal readonly struct VectorStep512 : IVectorStep
{
    /// <inheritdoc/>
    public static int Width => 64;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pass(ref byte bytes, ref byte tables)
    {
        var half = Vector512.Create((byte)0x0F);
        var (v0, v1) = (Vector512.LoadUnsafe(ref bytes), Vector512.LoadUnsafe(ref bytes, 1));
        var (v2, v3) = (Vector512.LoadUnsafe(ref bytes, 2), Vector512.LoadUnsafe(ref bytes, 3));
        var (l0, h0) = (v0 & half, High(v0, half));
        var (l1, h1) = (v1 & half, High(v1, half));
        var (l2, h2) = (v2 & half, High(v2, half));
        var (l3, h3) = (v3 & half, High(v3, half));
        var passed = Vector512<byte>.Zero;
        for (nuint group = 0; group < NibbleBuckets.Groups; group++)
        {
            var table = group * Probe.Length * 2 * NibbleBuckets.TableBytes;
            passed |= Look(ref tables, table, l0) & Look(ref tables, table + 64, h0) & Look(ref tables, table + 128, l1)
                & Look(ref tables, table + 192, h1) & Look(ref tables, table + 256, l2) & Look(ref tables, table + 320, h2)
                & Look(ref tables, table + 384, l3) & Look(ref tables, table + 448, h3);
        }

        return ~Vector512.Equals(passed, Vector512<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> High(Vector512<byte> bytes, Vector512<byte> half) => (bytes.AsUInt16() >> 4).AsByte() & half;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Look(ref byte tables, nuint table, Vector512<byte> halves) =>
        Avx512BW.Shuffle(Vector512.LoadUnsafe(ref tables, table), halves);
}

/// <summary>32 places at once.</summary>
internal readonly struct VectorStep256 : IVectorStep
{
    /// <inheritdoc/>
    public static int Width => 32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pass(ref byte bytes, ref byte tables)
    {
        var half = Vector256.Create((byte)0x0F);
        var (v0, v1) = (Vector256.LoadUnsafe(ref bytes), Vector256.LoadUnsafe(ref bytes, 1));
        var (v2, v3) = (Vector256.LoadUnsafe(ref bytes, 2), Vector256.LoadUnsafe(ref bytes, 3));
        var (l0, h0) = (v0 & half, High(v0, half));
        var (l1, h1) = (v1 & half, High(v1, half));
        var (l2, h2) = (v2 & half, High(v2, half));
        var (l3, h3) = (v3 & half, High(v3, half));
        var passed = Vector256<byte>.Zero;
        for (nuint group = 0; group < NibbleBuckets.Groups; group++)
        {
            var table = group * Probe.Length * 2 * NibbleBuckets.TableBytes;
            passed |= Look(ref tables, table, l0) & Look(ref tables, table + 64, h0) & Look(ref tables, table + 128, l1)
                & Look(ref tables, table + 192, h1) & Look(ref tables, table + 256, l2) & Look(ref tables, table + 320, h2)
                & Look(ref tables, table + 384, l3) & Look(ref tables, table + 448, h3);
        }

        return (uint)~Vector256.Equals(passed, Vector256<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> High(Vector256<byte> bytes, Vector256<byte> half) => (bytes.AsUInt16() >> 4).AsByte() & half;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Look(ref byte tables, nuint table, Vector256<byte> halves) =>
        Avx2.Shuffle(Vector256.LoadUnsafe(ref tables, table), halves);
}

/// <summary>16 places at once: Arm, and x86 without AVX2.</summary>
internal readonly struct VectorStep128 : IVectorStep
{
    /// <summary>True where a table of 16 bytes is one instruction.</summary>
    public static bool IsSupported => Ssse3.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pass(ref byte bytes, ref byte tables)
    {
        var half = Vector128.Create((byte)0x0F);
        var (v0, v1) = (Vector128.LoadUnsafe(ref bytes), Vector128.LoadUnsafe(ref bytes, 1));
        var (v2, v3) = (Vector128.LoadUnsafe(ref bytes, 2), Vector128.LoadUnsafe(ref bytes, 3));
        var (l0, h0) = (v0 & half, High(v0, half));
        var (l1, h1) = (v1 & half, High(v1, half));
        var (l2, h2) = (v2 & half, High(v2, half));
        var (l3, h3) = (v3 & half, High(v3, half));
        var passed = Vector128<byte>.Zero;
        for (nuint group = 0; group < NibbleBuckets.Groups; group++)
        {
            var table = group * Probe.Length * 2 * NibbleBuckets.TableBytes;
            passed |= Look(ref tables, table, l0) & Look(ref tables, table + 64, h0) & Look(ref tables, table + 128, l1)
                & Look(ref tables, table + 192, h1) & Look(ref tables, table + 256, l2) & Look(ref tables, table + 320, h2)
                & Look(ref tables, table + 384, l3) & Look(ref tables, table + 448, h3);
        }

        return ~Vector128.Equals(passed, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> bytes, Vector128<byte> half) => (bytes.AsUInt16() >> 4).AsByte() & half;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Look(ref byte tables, nuint table, Vector128<byte> halves) =>
        Vector128.ShuffleNative(Vector128.LoadUnsafe(ref tables, table), halves);
}
