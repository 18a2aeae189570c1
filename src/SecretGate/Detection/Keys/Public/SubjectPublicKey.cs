using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Public;

/// <summary>Reads public keys in DER into the one form that all private keys are compared with.</summary>
internal static class SubjectPublicKey
{
    /// <summary>The key of a SubjectPublicKeyInfo; null when it is none.</summary>
    public static ParsedKey? Read(ReadOnlySpan<byte> der)
    {
        var outer = new DerReader(der);
        if (!outer.TryEnter(DerReader.Sequence, out var body)
            || outer.IsCut
            || !body.TryEnter(DerReader.Sequence, out var algorithm)
            || !algorithm.TryReadOid(out var oid)
            || !body.TryRead(DerReader.BitString, out var bits)
            || bits.Length < 2)
        {
            return null;
        }

        var key = bits[1..];
        return oid switch
        {
            Oids.Rsa or Oids.RsaPss or Oids.RsaOaep => ReadRsa(key),
            Oids.Ec => Ec(algorithm, key),
            Oids.Dsa => Dsa(algorithm, key),
            Oids.Ed25519 => Raw("Ed25519", oid, key),
            Oids.Ed448 => Raw("Ed448", oid, key),
            Oids.X25519 => Raw("X25519", oid, key),
            Oids.X448 => Raw("X448", oid, key),
            _ => new ParsedKey($"algorithm {oid}", null, null, der[..outer.Position].ToArray(), KeyProof.Unchecked),
        };
    }

    /// <summary>The key of an RSAPublicKey (RFC 8017, appendix A.1.1); null when it is none.</summary>
    public static ParsedKey? ReadRsa(ReadOnlySpan<byte> der)
    {
        var outer = new DerReader(der);
        return outer.TryEnter(DerReader.Sequence, out var numbers)
            && numbers.TryReadNumber(out var n)
            && numbers.TryReadNumber(out var e)
            && numbers.IsAtEnd
            && n.GetBitLength() is >= RsaNumbers.MinBits and <= RsaNumbers.MaxBits
                ? new ParsedKey("RSA", (int)n.GetBitLength(), null, PublicKeyInfo.Rsa(n, e), KeyProof.Unchecked)
                : null;
    }

    private static ParsedKey? Ec(DerReader algorithm, ReadOnlySpan<byte> point) =>
        Sec1.CurveOf(algorithm) is { } curve && EcNumbers.PublicKey(curve, point) is { } spki
            ? new ParsedKey("EC", curve.Bits, curve.Name, spki, KeyProof.Unchecked)
            : null;

    private static ParsedKey? Dsa(DerReader algorithm, ReadOnlySpan<byte> key)
    {
        var value = new DerReader(key);
        return algorithm.TryEnter(DerReader.Sequence, out var group)
            && group.TryReadNumber(out var p)
            && group.TryReadNumber(out var q)
            && group.TryReadNumber(out var g)
            && value.TryReadNumber(out var y)
                ? new ParsedKey("DSA", (int)p.GetBitLength(), null, PublicKeyInfo.Dsa(p, q, g, y), KeyProof.Unchecked)
                : null;
    }

    private static ParsedKey Raw(string name, string oid, ReadOnlySpan<byte> key) =>
        new(name, null, null, PublicKeyInfo.Raw(oid, key), KeyProof.Unchecked);
}
