namespace SecretGate.Detection.Checks;

/// <summary>At least so many bits of Shannon entropy a character.</summary>
internal sealed class EntropyCheck(double minimum) : ICheck
{
    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate) => BitsPerByte(candidate.Token) >= minimum ? CheckOutcome.Plausible : CheckOutcome.NoSecret;

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Random characters have it.
    }

    /// <summary>Shannon entropy over the bytes of a text, in bits a byte.</summary>
    public static double BitsPerByte(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var value in text)
        {
            counts[value]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            bits -= count == 0 ? 0 : (double)count / text.Length * Math.Log2((double)count / text.Length);
        }

        return bits;
    }
}
