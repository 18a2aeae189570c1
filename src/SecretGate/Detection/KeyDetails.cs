namespace SecretGate.Detection;

/// <summary>What parsing said of a private key.</summary>
/// <param name="Format">How it is written: <c>PKCS#8 PEM</c>, <c>OpenSSH</c>, <c>PuTTY v3</c>, <c>JKS</c> …</param>
/// <param name="Algorithm">RSA, EC, Ed25519, X25519, DSA, DH, ElGamal …; null when encryption hides it.</param>
/// <param name="Bits">Size of the modulus or field in bits; null when hidden or fixed by the algorithm.</param>
/// <param name="Curve">Name of the curve; null for other algorithms.</param>
/// <param name="SpkiSha256">SHA-256 of the SubjectPublicKeyInfo in lower-case hex; null when encryption hides the public half or there is none.</param>
/// <param name="IsEncrypted">True when the private part is behind a passphrase that was not found.</param>
/// <param name="IsTruncated">True when the material ends early.</param>
internal sealed record KeyDetails(
    string Format,
    string? Algorithm,
    int? Bits,
    string? Curve,
    string? SpkiSha256,
    bool IsEncrypted,
    bool IsTruncated)
{
    /// <summary>True when a passphrase opened it (the passphrase itself is never kept).</summary>
    public bool IsOpenedByPassphrase { get; init; }

    /// <summary>True when the budget for passphrases ended before all were tried.</summary>
    public bool IsUntried { get; init; }
}
