using System.Buffers;

namespace SecretGate.Decoding.Tar;

/// <summary>
/// One header block, 512 bytes: v7, ustar (POSIX.1-1988) or old GNU. Layouts: GNU tar 1.35 manual, "Basic Tar Format".
/// </summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    /// <summary>Size of every block of a tar stream.</summary>
    public const int BlockBytes = 512;

    private const int ChecksumOffset = 148;
    private const int ChecksumBytes = 8;

    /// <summary>What numbers in octal are written with.</summary>
    public static readonly SearchValues<byte> Numeric = SearchValues.Create("01234567 \0"u8);

    // Numbers in front, between and behind the texts. Of a text field, what stands behind its NUL; of the others, all if it is no number.
    private static readonly (int Start, int Length, bool IsText)[] V7Fields =
        [(0, 100, true), (100, 24, false), (136, 12, false), (157, 100, true), (257, 255, false)];

    private static readonly (int Start, int Length, bool IsText)[] UstarFields =
        [(0, 100, true), (100, 24, false), (136, 12, false), (157, 100, true), (265, 32, true), (297, 32, true), (329, 16, false), (345, 155, true), (500, 12, false)];

    private static readonly (int Start, int Length, bool IsText)[] GnuFields =
        [(0, 100, true), (100, 24, false), (136, 12, false), (157, 100, true), (265, 32, true), (297, 32, true), (329, 183, false)];

    private readonly ReadOnlySpan<byte> _block = block;

    /// <summary>True when the stored checksum holds, added up from unsigned or (as some old writers do) from signed bytes.</summary>
    public bool IsValid
    {
        get
        {
            if (!TarNumber.TryParse(_block.Slice(ChecksumOffset, ChecksumBytes), out var stored))
            {
                return false;
            }

            var (unsigned, signed) = (0L, 0L);
            foreach (var value in _block)
            {
                unsigned += value;
                signed += (sbyte)value;
            }

            foreach (var value in _block.Slice(ChecksumOffset, ChecksumBytes))
            {
                unsigned += ' ' - value;
                signed += ' ' - (sbyte)value;
            }

            return stored == unsigned || stored == signed;
        }
    }

    /// <summary>Type flag; NUL is given as <c>'0'</c>.</summary>
    public byte Type => _block[156] == 0 ? (byte)'0' : _block[156];

    /// <summary>True when the header has the magic of GNU tar's own format, whose fields from 345 on are not a name prefix.</summary>
    public bool IsGnu => _block.Slice(257, 8).SequenceEqual("ustar  \0"u8);

    /// <summary>True when the header has the magic of POSIX.</summary>
    public bool IsUstar => !IsGnu && _block.Slice(257, 5).SequenceEqual("ustar"u8);

    /// <summary>Name field, to its first NUL.</summary>
    public ReadOnlySpan<byte> Name => Text(_block[..100]);

    /// <summary>What stands in front of the name and a slash; empty when none.</summary>
    public ReadOnlySpan<byte> Prefix => IsUstar ? Text(_block.Slice(345, 155)) : default;

    /// <summary>Link target, to its first NUL.</summary>
    public ReadOnlySpan<byte> LinkTarget => Text(_block.Slice(157, 100));

    /// <summary>Owner name; empty for v7.</summary>
    public ReadOnlySpan<byte> UserName => IsUstar || IsGnu ? Text(_block.Slice(265, 32)) : default;

    /// <summary>Group name; empty for v7.</summary>
    public ReadOnlySpan<byte> GroupName => IsUstar || IsGnu ? Text(_block.Slice(297, 32)) : default;

    /// <summary>Old GNU sparse: the first four parts of the map.</summary>
    public ReadOnlySpan<byte> SparseParts => _block.Slice(386, 4 * 24);

    /// <summary>Old GNU sparse: true when extension blocks follow.</summary>
    public bool HasSparseExtension => _block[482] != 0;

    /// <summary>Reads the size field.</summary>
    public bool TryGetSize(out long size) => TryParseSize(_block.Slice(124, 12), out size);

    /// <summary>Old GNU sparse: reads the size with holes.</summary>
    public bool TryGetRealSize(out long size) => TryParseSize(_block.Slice(483, 12), out size);

    /// <summary>
    /// The next part of the block, from <paramref name="offset"/> on, that no reader looks at or that is no number where one belongs, and
    /// that is not empty: text can ship in it. Empty when there is none.
    /// </summary>
    public ReadOnlySpan<byte> NextSlack(ref int offset)
    {
        foreach (var (start, length, isText) in IsUstar ? UstarFields : IsGnu ? GnuFields : V7Fields)
        {
            var field = _block.Slice(start, length);
            var from = !isText ? field.IndexOfAnyExcept(Numeric) : field.IndexOf((byte)0) is >= 0 and var end ? end : length;
            if (start >= offset && from >= 0 && field[from..].ContainsAnyExcept((byte)0))
            {
                offset = start + length;
                return isText ? field[from..] : field;
            }
        }

        offset = BlockBytes;
        return default;
    }

    private static bool TryParseSize(ReadOnlySpan<byte> field, out long size)
    {
        if (TarNumber.TryParse(field, out size) && size >= 0)
        {
            return true;
        }

        size = 0;
        return false;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field;
}
