namespace SecretGate.Detection.Checks;

/// <summary>
/// Entra's client secret of the <c>8Q~</c> form: the last 3 characters are the first 3 of the 6 base-66 digits of the Marvin32 hash of all
/// before them. The older <c>7Q~</c> form has no checksum.
/// </summary>
/// <remarks>https://github.com/microsoft/security-utilities/blob/v1.18.0/docs/</remarks>
internal sealed class EntraSecretCheck : ICheck
{
    private const int Stored = 3;
    private const int Digits = 6;

    private static readonly ulong Seed = Marvin32.Seed("AadPwd00");

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        if (token.IndexOf("8Q~"u8) < 0 || token.Length <= Stored)
        {
            return CheckOutcome.Plausible;
        }

        Span<byte> digits = stackalloc byte[Digits];
        Alphabet.Unreserved.Write(Marvin32.Hash(token[..^Stored], Seed), digits);
        return token.EndsWith(digits[..Stored]) ? CheckOutcome.Proven : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        if (token.IndexOf("8Q~"u8) < 0)
        {
            return;
        }

        Span<byte> digits = stackalloc byte[Digits];
        Alphabet.Unreserved.Write(Marvin32.Hash(token[..^Stored], Seed), digits);
        digits[..Stored].CopyTo(token[^Stored..]);
    }
}
