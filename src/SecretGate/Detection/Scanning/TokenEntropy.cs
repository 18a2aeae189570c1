namespace SecretGate.Detection.Scanning;

/// <summary>A careful estimate of how hard a value is to guess.</summary>
internal static class TokenEntropy
{
    /// <summary>Bits: length times the entropy of the characters as they occur, never more than a random text of that length has.</summary>
    public static double Bits(ReadOnlySpan<byte> token)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var value in token)
        {
            counts[value]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            bits -= count == 0 ? 0 : count * Math.Log2((double)count / token.Length);
        }

        return bits;
    }
}
