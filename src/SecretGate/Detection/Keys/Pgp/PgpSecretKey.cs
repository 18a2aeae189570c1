namespace SecretGate.Detection.Keys.Pgp;

/// <summary>A secret-key packet: public fields, how the private ones are protected, the private fields (RFC 9580, section 5.5.3).</summary>
internal ref struct PgpSecretKey
{
    private const int S2KOfGnu = 101;
    private const int Argon2 = 4;

    private PgpSecretKey(PgpPublicFields open, ReadOnlySpan<byte> secret, PgpProtection? protection)
    {
        Open = open;
        Secret = secret;
        Protection = protection;
    }

    /// <summary>Public fields.</summary>
    public PgpPublicFields Open { get; }

    /// <summary>Private fields, encrypted or not; empty for a stub.</summary>
    public ReadOnlySpan<byte> Secret { get; }

    /// <summary>How they are encrypted; null when they are not.</summary>
    public PgpProtection? Protection { get; }

    /// <summary>True where GnuPG left the private fields out, or put them on a card.</summary>
    public readonly bool IsStub => Protection is { IsStub: true };

    /// <summary>Reads a packet's content; false when it is no secret key of a known version and algorithm.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out PgpSecretKey key)
    {
        key = default;
        var reader = new PgpReader(body);
        if (!reader.TryReadByte(out var version)
            || version is < 2 or > 6
            || !reader.TryReadUInt32(out _)
            || (version < 4 && !reader.TryReadBytes(2, out _))
            || !reader.TryReadByte(out var algorithm)
            || (version > 4 && !reader.TryReadUInt32(out _))
            || PgpAlgorithms.ReadPublic(algorithm, ref reader) is not { } open
            || !reader.TryReadByte(out var usage))
        {
            return false;
        }

        if (usage == 0)
        {
            // Version 5 says how long the optional fields are, and the private ones.
            if (version == 5 && (!reader.TryReadByte(out _) || !reader.TryReadUInt32(out _)))
            {
                return false;
            }

            key = new PgpSecretKey(open, reader.Rest, null);
            return true;
        }

        if (!TryReadProtection(version, usage, ref reader, out var protection))
        {
            return false;
        }

        key = new PgpSecretKey(open, reader.Rest, protection);
        return true;
    }

    private static bool TryReadProtection(int version, byte usage, ref PgpReader reader, out PgpProtection protection)
    {
        protection = new PgpProtection { Usage = usage };
        byte cipher = usage, aead = 0;
        if (version > 4 && !reader.TryReadByte(out _))
        {
            return false;
        }

        if (usage is 253 or 254 or 255)
        {
            if (!reader.TryReadByte(out cipher)
                || (usage == 253 && !reader.TryReadByte(out aead))
                || (version == 6 && !reader.TryReadByte(out _))
                || !TryReadS2K(ref reader, protection, out protection))
            {
                return false;
            }
        }

        protection = protection with { Cipher = cipher, Aead = aead };
        if (protection.IsStub)
        {
            return true;
        }

        var ivBytes = usage == 253 ? aead switch { 1 => 16, 2 => 15, _ => 12 } : cipher is 7 or 8 or 9 or 10 or 11 or 12 or 13 ? 16 : 8;
        if (!reader.TryReadBytes(ivBytes, out var iv) || (version == 5 && !reader.TryReadUInt32(out _)))
        {
            return false;
        }

        protection = protection with { Iv = iv.ToArray() };
        return true;
    }

    private static bool TryReadS2K(ref PgpReader reader, PgpProtection empty, out PgpProtection protection)
    {
        protection = empty;
        if (!reader.TryReadByte(out var type))
        {
            return false;
        }

        if (type == Argon2)
        {
            var isRead = reader.TryReadBytes(16, out var argonSalt) & reader.TryReadByte(out var passes) & reader.TryReadByte(out var lanes) & reader.TryReadByte(out var memory);
            protection = empty with { S2K = type, Salt = argonSalt.ToArray(), Passes = passes, Lanes = lanes, MemoryExponent = memory };
            return isRead;
        }

        if (!reader.TryReadByte(out var hash))
        {
            return false;
        }

        ReadOnlySpan<byte> salt = default;
        byte count = 0;
        var isComplete = type switch
        {
            0 => true,
            1 => reader.TryReadBytes(8, out salt),
            3 => reader.TryReadBytes(8, out salt) && reader.TryReadByte(out count),
            S2KOfGnu => true,
            _ => false,
        };
        protection = empty with { S2K = type, Hash = hash, Salt = salt.ToArray(), CodedCount = count, IsStub = type == S2KOfGnu };
        return isComplete;
    }
}

/// <summary>How private fields are encrypted.</summary>
internal sealed record PgpProtection
{
    /// <summary>253 AEAD, 254 SHA-1 check, 255 or a cipher: sum check.</summary>
    public required byte Usage { get; init; }

    /// <summary>Number of the cipher.</summary>
    public byte Cipher { get; init; }

    /// <summary>Number of the AEAD mode; 0 for none.</summary>
    public byte Aead { get; init; }

    /// <summary>Type of the string-to-key step.</summary>
    public byte S2K { get; init; }

    /// <summary>Number of its hash.</summary>
    public byte Hash { get; init; }

    /// <summary>Its salt.</summary>
    public byte[] Salt { get; init; } = [];

    /// <summary>Coded number of bytes that it hashes.</summary>
    public byte CodedCount { get; init; }

    /// <summary>Argon2: passes.</summary>
    public byte Passes { get; init; }

    /// <summary>Argon2: lanes.</summary>
    public byte Lanes { get; init; }

    /// <summary>Argon2: power of two of KiB.</summary>
    public byte MemoryExponent { get; init; }

    /// <summary>Initialisation vector or nonce.</summary>
    public byte[] Iv { get; init; } = [];

    /// <summary>True when there are no private fields.</summary>
    public bool IsStub { get; init; }
}
