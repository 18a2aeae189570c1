namespace SecretGate.Detection.Checks;

/// <summary>Base64 of an exact number of bytes.</summary>
internal sealed class Base64BytesCheck(int count) : ICheck
{
    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var bytes = new byte[count + 1];
        return Base64Text.Decode(candidate.Token, bytes) == count ? CheckOutcome.Plausible : CheckOutcome.NoSecret;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // The pattern's length has it.
    }
}
