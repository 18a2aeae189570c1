using System.Buffers.Binary;

namespace SecretGate.Detection.Checks;

/// <summary>
/// Azure's common annotated security key: 80 characters of base64 (60 bytes), then their Marvin32 hash, shortened to 4 characters. A key is
/// signed in base64, a derived key (<c>JQQJ9D</c>) in base62; the long form keeps the whole hash as <c>xxxxxx==</c>.
/// </summary>
/// <remarks>https://github.com/microsoft/security-utilities/blob/v1.18.0/docs/CommonAnnotatedSecurityKeys.md</remarks>
internal sealed class AzureCaskCheck : ICheck
{
    private const int SignedCharacters = 80;
    private const int SignedBytes = 60;
    private const int ShortChecksum = 4;

    private static readonly ulong Seed = Marvin32.Seed("Default0");

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        Span<byte> bytes = stackalloc byte[SignedBytes];
        if (token.Length < SignedCharacters + ShortChecksum || Base64Text.Decode(token[..SignedCharacters], bytes) != SignedBytes)
        {
            return CheckOutcome.Damaged;
        }

        var hash = Marvin32.Hash(bytes, Seed);
        var stored = token[SignedCharacters..].TrimEnd((byte)'=');
        Span<byte> base64 = stackalloc byte[6];
        Base64Of(hash, base64);
        if (stored.Length > ShortChecksum)
        {
            return stored.SequenceEqual(base64) ? CheckOutcome.Proven : CheckOutcome.Damaged;
        }

        Span<byte> base62 = stackalloc byte[6];
        Alphabet.Base62.Write(hash, base62);
        return stored.SequenceEqual(base64[..ShortChecksum]) || stored.SequenceEqual(base62.TrimStart((byte)'0')[..ShortChecksum])
            ? CheckOutcome.Proven
            : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[SignedBytes];
        Span<byte> base64 = stackalloc byte[6];
        var attempt = 0;
        do
        {
            token[0] = Alphabet.Base62[attempt++ % Alphabet.Base62.Size];
            Base64Text.Decode(token[..SignedCharacters], bytes);
            Base64Of(Marvin32.Hash(bytes, Seed), base64);
        }
        while (base64.IndexOfAny((byte)'+', (byte)'/') >= 0);
        var stored = token[SignedCharacters..];
        base64[..Math.Min(stored.TrimEnd((byte)'=').Length, base64.Length)].CopyTo(stored);
    }

    private static void Base64Of(uint hash, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, hash);
        Alphabet.Base64.EncodeBits(bytes, text);
    }
}
