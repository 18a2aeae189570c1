using System.Text;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Putty;

/// <summary>The fields of a PuTTY private key file, version 2 or 3 (PuTTY 0.81 manual, appendix C).</summary>
internal sealed record PuttyFile
{
    private const int MaxBlobBytes = 32 << 10;

    private PuttyFile()
    {
    }

    /// <summary>2 or 3.</summary>
    public required int Version { get; init; }

    /// <summary>Type of the key as SSH names it.</summary>
    public required string Type { get; init; }

    /// <summary><c>none</c> or <c>aes256-cbc</c>.</summary>
    public required string Encryption { get; init; }

    /// <summary>Free text, which the MAC covers.</summary>
    public required string Comment { get; init; }

    /// <summary>The public key as SSH writes it.</summary>
    public required byte[] PublicBlob { get; init; }

    /// <summary>The private fields, encrypted or not.</summary>
    public required byte[] PrivateBlob { get; init; }

    /// <summary>Tells the right passphrase from a wrong one; empty when it is missing.</summary>
    public required byte[] Mac { get; init; }

    /// <summary>Flavour of Argon2 in version 3; null in version 2 and where nothing is encrypted.</summary>
    public string? KeyDerivation { get; init; }

    /// <summary>KiB.</summary>
    public int ArgonMemory { get; init; }

    /// <summary>Passes.</summary>
    public int ArgonPasses { get; init; }

    /// <summary>Lanes.</summary>
    public int ArgonParallelism { get; init; }

    /// <summary>Salt.</summary>
    public byte[] ArgonSalt { get; init; } = [];

    /// <summary>Reads the file; null when a field that matters is missing.</summary>
    /// <param name="text">Text from the version digit on.</param>
    public static PuttyFile? Read(ReadOnlySpan<byte> text)
    {
        var version = text.IsEmpty ? 0 : text[0] - '0';
        if (version is not (2 or 3) || Field(text, ": "u8, 1) is not { } type || Field(text, "Encryption:"u8) is not { } encryption)
        {
            return null;
        }

        var isDerived = version == 3 && encryption != "none";
        var publicBlob = Blob(text, "Public-Lines:"u8, isDerived ? "Key-Derivation:"u8 : "Private-Lines:"u8);
        var privateBlob = Blob(text, "Private-Lines:"u8, "Private-MAC:"u8);
        return publicBlob is null || privateBlob is null
            ? null
            : new PuttyFile
            {
                Version = version,
                Type = type,
                Encryption = encryption,
                Comment = Field(text, "Comment:"u8) ?? "",
                PublicBlob = publicBlob,
                PrivateBlob = privateBlob,
                Mac = Hex(Field(text, "Private-MAC:"u8)),
                KeyDerivation = isDerived ? Field(text, "Key-Derivation:"u8) : null,
                ArgonMemory = Number(Field(text, "Argon2-Memory:"u8)),
                ArgonPasses = Number(Field(text, "Argon2-Passes:"u8)),
                ArgonParallelism = Number(Field(text, "Argon2-Parallelism:"u8)),
                ArgonSalt = Hex(Field(text, "Argon2-Salt:"u8)),
            };
    }

    // What is behind the name, to the end of the line.
    private static string? Field(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, int at = -1)
    {
        at = at >= 0 ? at : text.IndexOf(name);
        if (at < 0 || !text[at..].StartsWith(name))
        {
            return null;
        }

        var rest = text[(at + name.Length)..];
        var end = rest.IndexOf((byte)'\n');
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]).Trim();
    }

    // The number of lines, then base64.
    private static byte[]? Blob(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, ReadOnlySpan<byte> nextName)
    {
        var start = text.IndexOf(name);
        var end = start < 0 ? -1 : text[start..].IndexOf(nextName);
        if (start < 0)
        {
            return null;
        }

        var lines = text[(start + name.Length)..(end < 0 ? text.Length : start + end)].TrimStart((byte)' ');
        using var blob = new Scratch(Math.Min(lines.Length, MaxBlobBytes));
        Base64Text.Decode(lines.TrimStart("0123456789"u8), blob);
        return blob.Length is 0 or > MaxBlobBytes ? null : blob.Span.ToArray();
    }

    private static int Number(string? field) => int.TryParse(field, out var value) ? value : 0;

    private static byte[] Hex(string? field)
    {
        try
        {
            return field is null ? [] : Convert.FromHexString(field);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
