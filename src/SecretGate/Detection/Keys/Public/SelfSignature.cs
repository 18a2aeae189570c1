using System.Security.Cryptography;
using Org.BouncyCastle.X509;
using SecretGate.Detection.Keys.Asn1;

namespace SecretGate.Detection.Keys.Public;

/// <summary>Tells whether a certificate is signed by its own key.</summary>
/// <remarks>
/// RSA and ECDSA by the platform: the managed library first tests an RSA modulus for primality, 135 ms for each of the 140 certificates of an
/// image's trust store.
/// </remarks>
internal static class SelfSignature
{
    // RFC 4055 section 5, RFC 5758 section 3.2.
    private static readonly Dictionary<string, HashAlgorithmName> RsaSignatures = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.4"] = HashAlgorithmName.MD5,
        ["1.2.840.113549.1.1.5"] = HashAlgorithmName.SHA1,
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, HashAlgorithmName> EcdsaSignatures = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.4.1"] = HashAlgorithmName.SHA1,
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    // RSASSA-PSS carries its hash in parameters; nobody's trust rests on this answer, so the names decide there.
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>True when the signature holds under the certificate's own key; call it where subject and issuer are the same.</summary>
    /// <param name="der">The certificate.</param>
    /// <param name="publicKey">Its SubjectPublicKeyInfo.</param>
    public static bool Holds(ReadOnlySpan<byte> der, ReadOnlySpan<byte> publicKey)
    {
        var outer = new DerReader(der);
        if (!outer.TryEnter(DerReader.Sequence, out var certificate)
            || !certificate.TryReadElement(DerReader.Sequence, out var content)
            || !certificate.TryEnter(DerReader.Sequence, out var algorithm)
            || !algorithm.TryReadOid(out var oid)
            || !certificate.TryRead(DerReader.BitString, out var bits)
            || bits.Length < 2)
        {
            return false;
        }

        try
        {
            return Verify(oid, content, bits[1..], publicKey) ?? VerifyManaged(der);
        }
        catch (Exception e) when (HostileInput.IsRefusal(e))
        {
            return false;
        }
    }

    private static bool? Verify(string oid, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKey)
    {
        if (RsaSignatures.TryGetValue(oid, out var hash))
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
            return rsa.VerifyData(content, signature, hash, RSASignaturePadding.Pkcs1);
        }

        if (EcdsaSignatures.TryGetValue(oid, out hash))
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(publicKey, out _);
            return ecdsa.VerifyData(content, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }

        return oid == RsaPss ? true : null;
    }

    // Ed25519, Ed448, DSA and what is newer.
    private static bool VerifyManaged(ReadOnlySpan<byte> der)
    {
        var certificate = new X509CertificateParser().ReadCertificate(der.ToArray());
        return certificate.IsSignatureValid(certificate.GetPublicKey());
    }
}
