namespace SecretGate.Detection.Checks;

/// <summary>
/// PyPI's token: <c>pypi-</c> and base64url of a version 2 macaroon, read to its 32-byte signature.
/// </summary>
/// <remarks>https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt</remarks>
internal sealed class PypiMacaroonCheck : ICheck
{
    private const int MaximumBytes = 1024;
    private const int Prefix = 5;
    private const int EndOfSection = 0;
    private const int SignatureField = 6;
    private const int SignatureBytes = 32;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        var length = Base64Text.Decode(candidate.Token[Math.Min(Prefix, candidate.Token.Length)..], bytes);
        return length > 0 && IsMacaroon(bytes[..length]) ? CheckOutcome.Proven : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Any token of the pattern will do.
    }

    // A version byte, then fields: type, length (varint below 2 bytes), content; type 0 ends a section and has no more.
    private static bool IsMacaroon(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != 2)
        {
            return false;
        }

        for (var at = 1; at < bytes.Length;)
        {
            var type = bytes[at++];
            if (type == EndOfSection)
            {
                continue;
            }

            if (at == bytes.Length)
            {
                return false;
            }

            int length = bytes[at++];
            if (length >= 0x80 && at < bytes.Length)
            {
                length = (length & 0x7F) | (bytes[at++] << 7);
            }

            if (type == SignatureField)
            {
                return length == SignatureBytes && at + length == bytes.Length;
            }

            at += length;
        }

        return false;
    }
}
