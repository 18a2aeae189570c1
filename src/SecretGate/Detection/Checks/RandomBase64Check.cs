namespace SecretGate.Detection.Checks;

/// <summary>
/// Random bytes in base64, as a cloud's secret keys are: upper case, lower case and digits, neither hex nor a path, nor one of the
/// documentation's examples.
/// </summary>
internal sealed class RandomBase64Check : ICheck
{
    // 40 random characters of 64 have 4.2 bits or more in all but one case in a million.
    private const double MinimumBits = 4.0;
    private const int MaximumSlashes = 5;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        var isRandom = token.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0
            && token.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0
            && token.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0
            && token.IndexOf("EXAMPLE"u8) < 0
            && token.Count((byte)'/') <= MaximumSlashes
            && EntropyCheck.BitsPerByte(token) >= MinimumBits;
        return isRandom ? CheckOutcome.Plausible : CheckOutcome.NoSecret;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        token[1] = (byte)'A';
        token[2] = (byte)'b';
        token[3] = (byte)'3';
    }
}
