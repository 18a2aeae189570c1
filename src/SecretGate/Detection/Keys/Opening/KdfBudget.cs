namespace SecretGate.Detection.Keys.Opening;

/// <summary>
/// Work that a run may spend on passphrases, counted in iterations of PBKDF2 (about 0.6 µs each): a whole run's, so that ten containers do
/// not cost ten times as much as one. It counts work and no time: load never changes a verdict.
/// </summary>
internal sealed class KdfBudget(long iterations)
{
    /// <summary>Iterations that are left.</summary>
    public long Left { get; private set; } = Math.Max(0, iterations);

    /// <summary>True when an attempt was given up for lack of iterations.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Takes the iterations of one attempt; false when they are not there.</summary>
    public bool TrySpend(long cost)
    {
        if (cost > Left)
        {
            IsExhausted = true;
            return false;
        }

        Left -= cost;
        return true;
    }
}
