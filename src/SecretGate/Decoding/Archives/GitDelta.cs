namespace SecretGate.Decoding.Archives;

/// <summary>Deltas of git packs: copies from the base, and new bytes (gitformat-pack(5), "Deltified representation").</summary>
internal static class GitDelta
{
    /// <summary>Size of the object that a delta makes; null when the delta is damaged.</summary>
    public static long? ExpandedBytes(ReadOnlySpan<byte> delta) =>
        TakeSize(ref delta) is not null && TakeSize(ref delta) is { } size && size <= int.MaxValue ? size : null;

    /// <summary>Makes the object; null when the delta is damaged.</summary>
    public static byte[]? TryApply(ReadOnlySpan<byte> based, ReadOnlySpan<byte> delta, int size)
    {
        try
        {
            return Apply(based, delta, size);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Apply(ReadOnlySpan<byte> based, ReadOnlySpan<byte> delta, int size)
    {
        if (TakeSize(ref delta) != based.Length || TakeSize(ref delta) != size)
        {
            throw Damaged();
        }

        var result = new byte[size];
        var rest = result.AsSpan();
        while (!delta.IsEmpty)
        {
            var command = delta[0];
            delta = delta[1..];
            var piece = (command & 0x80) != 0 ? TakeCopy(command, based, ref delta) : TakeNew(command, ref delta);
            if (piece.Length > rest.Length)
            {
                throw Damaged();
            }

            piece.CopyTo(rest);
            rest = rest[piece.Length..];
        }

        return rest.IsEmpty ? result : throw Damaged();
    }

    private static ReadOnlySpan<byte> TakeNew(int length, ref ReadOnlySpan<byte> delta)
    {
        if (length == 0 || length > delta.Length)
        {
            throw Damaged();
        }

        var piece = delta[..length];
        delta = delta[length..];
        return piece;
    }

    // Bits 0 to 3 say which bytes of the offset follow, bits 4 to 6 which of the length.
    private static ReadOnlySpan<byte> TakeCopy(int command, ReadOnlySpan<byte> based, ref ReadOnlySpan<byte> delta)
    {
        var (offset, length) = (0u, 0u);
        for (var bit = 0; bit < 7; bit++)
        {
            if ((command & (1 << bit)) == 0)
            {
                continue;
            }

            if (delta.IsEmpty)
            {
                throw Damaged();
            }

            if (bit < 4)
            {
                offset |= (uint)delta[0] << (8 * bit);
            }
            else
            {
                length |= (uint)delta[0] << (8 * (bit - 4));
            }

            delta = delta[1..];
        }

        length = length == 0 ? 0x10000 : length;
        return offset <= (uint)based.Length && length <= (uint)based.Length - offset ? based.Slice((int)offset, (int)length) : throw Damaged();
    }

    private static long? TakeSize(ref ReadOnlySpan<byte> delta)
    {
        long size = 0;
        for (var i = 0; i < Math.Min(delta.Length, 8); i++)
        {
            size |= (long)(delta[i] & 0x7F) << (7 * i);
            if (delta[i] < 0x80)
            {
                delta = delta[(i + 1)..];
                return size;
            }
        }

        return null;
    }

    private static InvalidDataException Damaged() => new("a delta of the git pack is damaged");
}
