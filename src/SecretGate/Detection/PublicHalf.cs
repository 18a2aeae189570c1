namespace SecretGate.Detection;

/// <summary>A public key seen somewhere in the image: evidence about a private one.</summary>
/// <param name="SpkiSha256">SHA-256 of the SubjectPublicKeyInfo in lower-case hex.</param>
/// <param name="Certificate">The certificate that carries it; null for a bare public key, <c>authorized_keys</c> or JWKS.</param>
internal sealed record PublicHalf(string SpkiSha256, CertificateDetails? Certificate);

/// <summary>What a certificate says of its key.</summary>
/// <param name="Subject">Distinguished name.</param>
/// <param name="Issuer">Distinguished name.</param>
/// <param name="NotAfter">End of validity.</param>
/// <param name="IsCa">Basic constraints say CA:TRUE.</param>
/// <param name="IsSelfSigned">Subject and issuer are the same and its own key signed it.</param>
internal sealed record CertificateDetails(string Subject, string Issuer, DateTimeOffset NotAfter, bool IsCa, bool IsSelfSigned);
