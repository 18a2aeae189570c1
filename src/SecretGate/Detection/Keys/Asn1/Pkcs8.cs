using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Asn1;

/// <summary>PrivateKeyInfo and OneAsymmetricKey (RFC 5958): an algorithm and the key in that algorithm's own syntax.</summary>
internal static class Pkcs8
{
    private const string Kind = "PKCS#8";
    private const byte PublicKey = 0x81;
    private const byte ConstructedPublicKey = 0xA1;
    private const byte Attributes = 0xA0;

    /// <summary>Reads what stands behind the version.</summary>
    /// <param name="body">Reader behind the version.</param>
    /// <param name="length">Bytes of the whole element.</param>
    /// <param name="element">The whole element, as far as it is there.</param>
    public static DerPrivateKey? Read(DerReader body, int length, ReadOnlySpan<byte> element)
    {
        if (!body.TryEnter(DerReader.Sequence, out var algorithm)
            || !algorithm.TryReadOid(out var oid)
            || !body.TryRead(DerReader.OctetString, out var inner)
            || inner.IsEmpty)
        {
            return null;
        }

        if (oid is Oids.Rsa or Oids.RsaPss or Oids.RsaOaep)
        {
            return Rename(DerPrivateKeys.Read(inner), length);
        }

        if (body.IsCut)
        {
            return null;
        }

        var key = oid switch
        {
            Oids.Ec or Oids.EcDh => Ec(algorithm, inner),
            Oids.Dsa => Dsa(algorithm, inner),
            Oids.Dh or Oids.X942Dh => Dh(algorithm, inner),
            Oids.Ed25519 or Oids.Ed448 or Oids.X25519 or Oids.X448 => Edwards(oid, inner, PublicHalfOf(ref body)),
            _ when PostQuantumNumbers.Has(oid) => PostQuantumNumbers.Key(oid, element),
            _ => new ParsedKey($"algorithm {oid}", null, null, null, KeyProof.Unchecked),
        };
        return key is null ? null : new DerPrivateKey.Open(Kind, length, key);
    }

    private static DerPrivateKey? Rename(DerPrivateKey? inner, int length) => inner switch
    {
        DerPrivateKey.Open { Kind: "PKCS#1" } open => open with { Kind = Kind, Length = length },
        DerPrivateKey.Cut { Kind: "PKCS#1" } cut => cut with { Kind = Kind, Length = length },
        _ => null,
    };

    private static ParsedKey? Ec(DerReader algorithm, ReadOnlySpan<byte> inner)
    {
        var outside = Sec1.CurveOf(algorithm);
        var reader = new DerReader(inner);
        return reader.TryEnter(DerReader.Sequence, out var body) && body.TryReadNumber(out var version) && version.IsOne
            ? (Sec1.Read(body, 0, outside) as DerPrivateKey.Open)?.Key
            : null;
    }

    private static ParsedKey? Dsa(DerReader algorithm, ReadOnlySpan<byte> inner)
    {
        var reader = new DerReader(inner);
        return algorithm.TryEnter(DerReader.Sequence, out var group)
            && group.TryReadNumber(out var p)
            && group.TryReadNumber(out var q)
            && group.TryReadNumber(out var g)
            && reader.TryReadNumber(out var x)
                ? Trust(DiscreteLogNumbers.Dsa(p, q, g, 0, x))
                : null;
    }

    private static ParsedKey? Dh(DerReader algorithm, ReadOnlySpan<byte> inner)
    {
        var reader = new DerReader(inner);
        return algorithm.TryEnter(DerReader.Sequence, out var group)
            && group.TryReadNumber(out var p)
            && group.TryReadNumber(out var g)
            && reader.TryReadNumber(out var x)
                ? Trust(DiscreteLogNumbers.Dh(p, g, x))
                : null;
    }

    // A private number inside its group, in this structure, is a key although no public half stands beside it.
    private static ParsedKey Trust(ParsedKey key) => key.Proof == KeyProof.Unchecked ? key with { Proof = KeyProof.Holds } : key;

    private static ParsedKey? Edwards(string oid, ReadOnlySpan<byte> inner, ReadOnlySpan<byte> publicHalf)
    {
        var reader = new DerReader(inner);
        return reader.TryRead(DerReader.OctetString, out var secret) && !reader.IsCut ? EdwardsNumbers.Key(oid, secret, publicHalf) : null;
    }

    private static ReadOnlySpan<byte> PublicHalfOf(ref DerReader body)
    {
        body.TryRead(Attributes, out _);
        if (body.TryRead(PublicKey, out var bits) && bits.Length > 1)
        {
            return bits[1..];
        }

        return body.TryEnter(ConstructedPublicKey, out var wrapped) && wrapped.TryRead(DerReader.BitString, out bits) && bits.Length > 1
            ? bits[1..]
            : default;
    }
}
