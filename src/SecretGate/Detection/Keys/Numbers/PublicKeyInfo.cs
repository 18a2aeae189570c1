using System.Formats.Asn1;
using System.Numerics;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Writes SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in the one form that gives a key one identity whatever it was read from.</summary>
internal static class PublicKeyInfo
{
    /// <summary>RSA: <c>rsaEncryption</c> with NULL parameters, also for keys that are marked as PSS.</summary>
    public static byte[] Rsa(BigInteger modulus, BigInteger exponent) => Write(
        Oids.Rsa,
        parameters => parameters.WriteNull(),
        key =>
        {
            using (key.PushSequence())
            {
                key.WriteInteger(modulus);
                key.WriteInteger(exponent);
            }
        });

    /// <summary>EC on a named curve; <paramref name="point"/> is uncompressed.</summary>
    public static byte[] Ec(string curveOid, ReadOnlySpan<byte> point) =>
        WriteRaw(Oids.Ec, parameters => parameters.WriteObjectIdentifier(curveOid), point);

    /// <summary>DSA with its domain parameters.</summary>
    public static byte[] Dsa(BigInteger p, BigInteger q, BigInteger g, BigInteger y) => Write(
        Oids.Dsa,
        parameters =>
        {
            using (parameters.PushSequence())
            {
                parameters.WriteInteger(p);
                parameters.WriteInteger(q);
                parameters.WriteInteger(g);
            }
        },
        key => key.WriteInteger(y));

    /// <summary>Diffie-Hellman as PKCS #3 writes it.</summary>
    public static byte[] Dh(BigInteger p, BigInteger g, BigInteger y) => Write(
        Oids.Dh,
        parameters =>
        {
            using (parameters.PushSequence())
            {
                parameters.WriteInteger(p);
                parameters.WriteInteger(g);
            }
        },
        key => key.WriteInteger(y));

    /// <summary>An algorithm without parameters whose public key is a string of bytes: RFC 8410 and the post-quantum ones.</summary>
    public static byte[] Raw(string algorithmOid, ReadOnlySpan<byte> publicKey) => WriteRaw(algorithmOid, _ => { }, publicKey);

    private static byte[] Write(string oid, Action<AsnWriter> parameters, Action<AsnWriter> key)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        key(inner);
        return WriteRaw(oid, parameters, inner.Encode());
    }

    private static byte[] WriteRaw(string oid, Action<AsnWriter> parameters, ReadOnlySpan<byte> publicKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(oid);
                parameters(writer);
            }

            writer.WriteBitString(publicKey);
        }

        return writer.Encode();
    }
}
