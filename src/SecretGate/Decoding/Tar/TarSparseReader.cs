namespace SecretGate.Decoding.Tar;

/// <summary>Finds the map of a sparse entry: in its header and extension blocks, in its pax records, or in front of its content.</summary>
internal sealed class TarSparseReader(TarBlocks blocks, ScanLimits limits)
{
    /// <summary>
    /// The map and the size with holes; no map for an ordinary file, and for one whose map is damaged or beyond its limit: that is said, and
    /// its stored bytes are read one behind the other.
    /// </summary>
    /// <param name="header">The entry's header.</param>
    /// <param name="pax">Its extended header; null when none.</param>
    /// <param name="stored">Stored bytes; on return without those of the map.</param>
    public (IReadOnlyList<SparsePart>? Parts, long RealSize) Read(TarHeader header, PaxHeader? pax, ref long stored)
    {
        var offset = blocks.Offset;
        List<SparsePart>? parts;
        long? realSize;
        if (header.Type == 'S' && header.IsGnu)
        {
            realSize = header.TryGetRealSize(out var size) ? size : null;
            parts = ReadOldGnu(header);
        }
        else if (pax is { IsSparse: true })
        {
            realSize = pax.RealSize;
            parts = pax.HasMapInContent ? ReadFromContent(ref stored) : SparseMap.FromNumbers(pax.SparseNumbers);
        }
        else
        {
            return (null, stored);
        }

        if (parts?.Count > limits.SparseParts)
        {
            blocks.Problem(UnreadReason.Limit, $"the sparse file at offset {offset} has too many parts (limit sparse-parts)");
            return (null, stored);
        }

        if (parts is null || realSize is null || !SparseMap.IsSound(parts, stored, realSize.Value))
        {
            blocks.Problem(UnreadReason.Damaged, $"the map of the sparse file at offset {offset} is malformed");
            return (null, stored);
        }

        return (parts, realSize.Value);
    }

    private List<SparsePart>? ReadOldGnu(TarHeader header)
    {
        const int MapBytes = 21 * 24;
        var parts = new List<SparsePart>();
        var isSound = SparseMap.AddOldGnu(header.SparseParts, parts);
        for (var isExtended = header.HasSparseExtension; isExtended && parts.Count <= limits.SparseParts;)
        {
            var block = blocks.TakeBlock();
            if (block.IsEmpty)
            {
                return null;
            }

            if (block[..MapBytes].ContainsAnyExcept(TarHeader.Numeric) || block[(MapBytes + 1)..].ContainsAnyExcept((byte)0))
            {
                blocks.RawBlock(block);
            }

            isSound &= SparseMap.AddOldGnu(block[..MapBytes], parts);
            isExtended = block[MapBytes] != 0;
        }

        return isSound ? parts : null;
    }

    // Version 1.0: decimal numbers, one a line: how many parts, then offset and length of each; filled up to a whole block.
    private List<SparsePart>? ReadFromContent(ref long stored)
    {
        var numbers = new List<long>();
        var (line, digits) = (new byte[20], 0);
        while (numbers.Count == 0 || numbers.Count < 1 + (2 * Math.Min(numbers[0], limits.SparseParts + 1L)))
        {
            var block = stored >= TarHeader.BlockBytes ? blocks.TakeBlock() : default;
            stored -= block.Length;
            var used = 0;
            for (; used < block.Length && (numbers.Count == 0 || numbers.Count < 1 + (2 * numbers[0])); used++)
            {
                if (block[used] != '\n' && digits < line.Length)
                {
                    line[digits++] = block[used];
                }
                else if (block[used] == '\n' && TarNumber.TryParseDecimal(line.AsSpan(0, digits), out var number) && number <= long.MaxValue / 4)
                {
                    numbers.Add(number);
                    digits = 0;
                }
                else
                {
                    blocks.RawBlock(block);
                    return null;
                }
            }

            if (block[used..].ContainsAnyExcept((byte)0))
            {
                blocks.RawBlock(block);
            }

            if (block.IsEmpty)
            {
                return null;
            }
        }

        numbers.RemoveAt(0);
        return SparseMap.FromNumbers(numbers);
    }
}
