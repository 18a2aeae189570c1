namespace SecretGate.Decoding.Tar;

/// <summary>One entry of a tar stream, after pax, GNU long names and sparse maps were applied.</summary>
internal sealed record TarEntry
{
    /// <summary>Name as stored, raw bytes (need not be UTF-8), not normalised.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    /// <summary>Link target as stored; empty when none.</summary>
    public required ReadOnlyMemory<byte> LinkTarget { get; init; }

    /// <summary>Type flag as stored; NUL is given as <c>'0'</c>, and an empty file whose name ends in a slash (v7) as a folder.</summary>
    public required byte Type { get; init; }

    /// <summary>Stored content bytes (without holes).</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Size of the file as a reader sees it (holes included).</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Offset of the entry's first header block in the tar stream.</summary>
    public required long HeaderOffset { get; init; }

    /// <summary>Offset of its stored content in the tar stream.</summary>
    public required long ContentOffset { get; init; }

    /// <summary>Texts of its headers beside name and link: pax values (xattrs, comments), owner names. Raw bytes, in order; empty when none.</summary>
    public required IReadOnlyList<TarText> Texts { get; init; }

    /// <summary>True for a regular file (also contiguous, sparse and unknown types, which are read as files).</summary>
    public bool IsFile => Type is not ((byte)'1' or (byte)'2' or (byte)'3' or (byte)'4' or (byte)'5' or (byte)'6');

    /// <summary>True for a folder.</summary>
    public bool IsDirectory => Type == (byte)'5';

    /// <summary>True for a hard link.</summary>
    public bool IsHardLink => Type == (byte)'1';
}

/// <summary>A text of an entry's headers.</summary>
/// <param name="Key">pax key (<c>SCHILY.xattr.user.token</c>), <c>uname</c> or <c>gname</c>.</param>
/// <param name="Value">Raw bytes.</param>
internal readonly record struct TarText(string Key, ReadOnlyMemory<byte> Value);
