namespace SecretGate.Detection.Keys.Opening;

/// <summary>What scrypt costs (RFC 7914), in the budget's iterations.</summary>
internal static class ScryptCost
{
    // scrypt holds 128·N·r bytes.
    private const long MaxMemoryBytes = 96 << 20;

    /// <summary>Iterations of one attempt; null when it needs too much memory or its numbers are wrong.</summary>
    public static long? Of(long n, long r, long p) =>
        n > 1 && r > 0 && p > 0 && n <= MaxMemoryBytes && r <= 64 && p <= 64 && 128 * n * r <= MaxMemoryBytes ? n * r * p : null;
}
