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
        // Near the end, since the front may be a prefix.
        var at = token.LastIndexOfAnyInRange((byte)'0', (byte)'z');
        if (at > 0 && Test(new Candidate(token, [], [])) == CheckOutcome.NoSecret)
        {
            token[at] = char.IsAsciiDigit((char)token[at]) ? (byte)'a' : (byte)'7';
        }
    }
}
