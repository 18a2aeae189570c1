using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SecretGate.Detection.Keys.Asn1;

namespace SecretGate.Detection.Keys.Public;

/// <summary>Reads what certificates (RFC 5280) and requests for them (RFC 2986) say of their keys.</summary>
internal static class Certificate
{
    private const int MaxNameCharacters = 512;
    private const byte VersionTag = 0xA0;
    private const byte ExtensionsTag = 0xA3;
    private const string BasicConstraints = "2.5.29.19";

    /// <summary>The public half of a certificate; null when the bytes do not start with one.</summary>
    public static PublicHalf? Read(ReadOnlySpan<byte> der) =>
        Parts.TryRead(der, out var parts) && SubjectPublicKey.Read(parts.PublicKey)?.SpkiSha256 is { } spki
            ? new PublicHalf(spki, DetailsOf(parts))
            : null;

    /// <summary>The key of a certificate; null when the bytes do not start with one.</summary>
    public static ParsedKey? KeyOf(ReadOnlySpan<byte> der) => Parts.TryRead(der, out var parts) ? SubjectPublicKey.Read(parts.PublicKey) : null;

    /// <summary>The key of a certificate request; null when the bytes do not start with one.</summary>
    public static ParsedKey? KeyOfRequest(ReadOnlySpan<byte> der)
    {
        var outer = new DerReader(der);
        return outer.TryEnter(DerReader.Sequence, out var request)
            && request.TryEnter(DerReader.Sequence, out var content)
            && content.TryRead(DerReader.Integer, out _)
            && content.TryRead(DerReader.Sequence, out _)
            && content.TryReadElement(DerReader.Sequence, out var publicKey)
                ? SubjectPublicKey.Read(publicKey)
                : null;
    }

    private static CertificateDetails DetailsOf(Parts parts)
    {
        var isSelfIssued = parts.Subject.SequenceEqual(parts.Issuer);
        return new CertificateDetails(
            NameOf(parts.Subject), NameOf(parts.Issuer), parts.NotAfter, IsAuthority(parts.Extensions), isSelfIssued && SelfSignature.Holds(parts.Whole, parts.PublicKey));
    }

    private static string NameOf(ReadOnlySpan<byte> name)
    {
        try
        {
            var text = new X500DistinguishedName(name).Name;
            return text.Length <= MaxNameCharacters ? text : text[..MaxNameCharacters];
        }
        catch (Exception e) when (HostileInput.IsRefusal(e))
        {
            return "";
        }
    }

    private static bool IsAuthority(DerReader extensions)
    {
        if (!extensions.TryEnter(DerReader.Sequence, out var all))
        {
            return false;
        }

        while (all.TryEnter(DerReader.Sequence, out var extension))
        {
            if (!extension.TryReadOid(out var oid) || oid != BasicConstraints)
            {
                continue;
            }

            extension.TryRead(Boolean, out _); // critical
            return extension.TryEnter(DerReader.OctetString, out var value)
                && value.TryEnter(DerReader.Sequence, out var constraints)
                && constraints.TryRead(Boolean, out var isAuthority)
                && isAuthority is [not 0];
        }

        return false;
    }

    private const byte Boolean = 0x01;

    private ref struct Parts
    {
        public ReadOnlySpan<byte> Whole;
        public ReadOnlySpan<byte> Issuer;
        public ReadOnlySpan<byte> Subject;
        public ReadOnlySpan<byte> PublicKey;
        public DateTimeOffset NotAfter;
        public DerReader Extensions;

        public static bool TryRead(ReadOnlySpan<byte> der, out Parts parts)
        {
            parts = default;
            var outer = new DerReader(der);
            if (!outer.TryEnter(DerReader.Sequence, out var certificate)
                || outer.IsCut
                || !certificate.TryEnter(DerReader.Sequence, out var content))
            {
                return false;
            }

            content.TryRead(VersionTag, out _);
            var isRead = content.TryRead(DerReader.Integer, out _)
                && content.TryRead(DerReader.Sequence, out _)
                && content.TryReadElement(DerReader.Sequence, out parts.Issuer)
                && content.TryEnter(DerReader.Sequence, out var validity)
                && validity.TrySkip()
                && TryReadTime(validity.Rest, out parts.NotAfter)
                && content.TryReadElement(DerReader.Sequence, out parts.Subject)
                && content.TryReadElement(DerReader.Sequence, out parts.PublicKey);
            parts.Whole = der[..outer.Position];
            while (isRead && content.NextTag is not (0 or ExtensionsTag) && content.TrySkip())
            {
            }

            content.TryEnter(ExtensionsTag, out parts.Extensions);
            return isRead;
        }

        private static bool TryReadTime(ReadOnlySpan<byte> bytes, out DateTimeOffset time)
        {
            time = default;
            try
            {
                time = bytes is [0x17, ..]
                    ? AsnDecoder.ReadUtcTime(bytes, AsnEncodingRules.BER, out _)
                    : AsnDecoder.ReadGeneralizedTime(bytes, AsnEncodingRules.BER, out _);
                return true;
            }
            catch (AsnContentException)
            {
                return false;
            }
        }
    }
}
