using System.Security.Cryptography;

namespace SecretGate.Detection.Keys;

/// <summary>What the numbers of a private key say of it.</summary>
internal enum KeyProof
{
    /// <summary>They contradict each other or are no random numbers: damaged, invented, a placeholder.</summary>
    Wrong,

    /// <summary>Nothing to check them by.</summary>
    Unchecked,

    /// <summary>Private and public half belong together.</summary>
    Holds,
}

/// <summary>A private key after parsing: its public side only.</summary>
/// <param name="Algorithm">RSA, EC, Ed25519, X25519, DSA, DH, ElGamal, ML-DSA-65 …</param>
/// <param name="Bits">Size of the modulus or field in bits; null when the algorithm fixes it.</param>
/// <param name="Curve">Name of the curve; null for other algorithms.</param>
/// <param name="Spki">SubjectPublicKeyInfo in DER; null when it is not known.</param>
/// <param name="Proof">What its numbers say.</param>
internal sealed record ParsedKey(string Algorithm, int? Bits, string? Curve, byte[]? Spki, KeyProof Proof)
{
    /// <summary>SHA-256 over what makes the key itself, where there is no SubjectPublicKeyInfo; lower-case hex.</summary>
    public string? Identity { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo in lower-case hex.</summary>
    public string? SpkiSha256 { get; } = Spki is null ? null : Convert.ToHexStringLower(SHA256.HashData(Spki));

    /// <summary>Algorithm with size or curve, for people: <c>RSA-2048</c>, <c>EC P-256</c>, <c>Ed25519</c>.</summary>
    public string DisplayName => Curve is not null ? $"{Algorithm} {Curve}" : Bits is not null ? $"{Algorithm}-{Bits}" : Algorithm;
}
