using SecretGate.Detection.Keys.Public;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pem;

/// <summary>Certificates, certificate requests and public keys between BEGIN and END lines.</summary>
internal static class PemPublicKey
{
    /// <summary>Reads the public half; null when the label is another one, or there is none between the lines.</summary>
    public static PublicHalf? Read(PemText text)
    {
        if (!text.HasEnd)
        {
            return null;
        }

        using var bytes = new Scratch(text.Body.Length);
        Base64Text.Decode(PemBody.Split(text.Body).Base64, bytes);
        return text.Label switch
        {
            "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE" => Certificate.Read(bytes.Span),
            "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST" => Bare(Certificate.KeyOfRequest(bytes.Span)),
            "PUBLIC KEY" => Bare(SubjectPublicKey.Read(bytes.Span)),
            "RSA PUBLIC KEY" => Bare(SubjectPublicKey.ReadRsa(bytes.Span) ?? SubjectPublicKey.Read(bytes.Span)),
            _ => null,
        };
    }

    private static PublicHalf? Bare(ParsedKey? key) => key?.SpkiSha256 is { } spki ? new PublicHalf(spki, null) : null;
}
