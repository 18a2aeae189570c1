namespace SecretGate.Detection;

/// <summary>
/// Identity of a secret over rebuilds: never layer digest, tag or date. For keys SHA-256 over algorithm and public value, for encrypted
/// containers over the encrypted payload, for secrets of at least 64 bits of entropy a domain-separated SHA-256 of rule and value, truncated
/// to 128 bits; for weaker values over rule, path and occurrence. Lower-case hex.
/// </summary>
public readonly record struct Fingerprint(string Hex)
{
    /// <summary>The hex text.</summary>
    public override string ToString() => Hex;
}
