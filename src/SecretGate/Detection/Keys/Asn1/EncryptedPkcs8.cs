namespace SecretGate.Detection.Keys.Asn1;

/// <summary>EncryptedPrivateKeyInfo (RFC 5958, section 3): an algorithm of PKCS #5 or PKCS #12 and the encrypted bytes.</summary>
internal static class EncryptedPkcs8
{
    private const int MinPayloadBytes = 16;

    public static DerPrivateKey? Read(DerReader body, int length) =>
        body.TryEnter(DerReader.Sequence, out var algorithm)
        && algorithm.TryReadOid(out var oid)
        && IsPasswordBased(oid)
        && body.TryRead(DerReader.OctetString, out var payload)
        && !body.IsCut
        && body.IsAtEnd
        && payload.Length >= MinPayloadBytes
            ? new DerPrivateKey.Closed("encrypted PKCS#8", length, payload.ToArray())
            : null;

    /// <summary>PBES1 and PBES2 (RFC 8018, appendix A), and the schemes of PKCS #12 (RFC 7292, appendix C).</summary>
    public static bool IsPasswordBased(string oid) =>
        oid.StartsWith("1.2.840.113549.1.5.", StringComparison.Ordinal) || oid.StartsWith("1.2.840.113549.1.12.1.", StringComparison.Ordinal);
}
