namespace SecretGate.Detection.Checks;

/// <summary>Letters and digits both occur: a word, a number or an identifier in plain language is no secret.</summary>
internal sealed class MixedCheck : ICheck
{
    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        bool hasDigit = false, hasLetter = false;
        foreach (var character in candidate.Token)
        {
            hasDigit |= char.IsAsciiDigit((char)character);
            hasLetter |= char.IsAsciiLetter((char)character);
        }

        return hasDigit && hasLetter ? CheckOutcome.Plausible : CheckOutcome.NoSecret;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        if (Test(new Candidate(token, [], [])) == CheckOutcome.NoSecret && token.Length > 1)
        {
            token[0] = (byte)'a';
            token[1] = (byte)'7';
        }
    }
}
