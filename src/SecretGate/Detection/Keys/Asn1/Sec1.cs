using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Asn1;

/// <summary>ECPrivateKey (RFC 5915): private number, curve and public point, the last two optional.</summary>
internal static class Sec1
{
    private const byte Parameters = 0xA0;
    private const byte PublicKey = 0xA1;

    /// <summary>Reads what stands behind the version.</summary>
    /// <param name="body">Reader behind the version.</param>
    /// <param name="length">Bytes of the whole element.</param>
    /// <param name="outside">Curve that stands outside of the key (PKCS#8, EC PARAMETERS); null when there is none.</param>
    public static DerPrivateKey? Read(DerReader body, int length, EcCurve? outside = null)
    {
        if (!body.TryRead(DerReader.OctetString, out var scalar) || scalar.Length is < 16 or > 72 || body.IsCut)
        {
            return null;
        }

        var inside = body.TryEnter(Parameters, out var parameters) ? CurveOf(parameters) : null;
        var point = ReadPoint(ref body);
        var key = KeyOf(inside ?? outside, scalar, point);

        // Something else behind the private number means that the text was bent, and the number with it.
        var isWhole = body.IsAtEnd || !point.IsEmpty;
        return key is null ? null : new DerPrivateKey.Open("SEC1", length, isWhole ? key : key with { Proof = KeyProof.Wrong });
    }

    /// <summary>The curve of ECParameters: a name, or a field with coefficients.</summary>
    public static EcCurve? CurveOf(DerReader parameters)
    {
        if (parameters.TryReadOid(out var oid))
        {
            return EcCurves.ByOid(oid);
        }

        return parameters.TryReadElement(DerReader.Sequence, out var spelled) ? EcCurves.ByParameters(spelled) : null;
    }

    private static ReadOnlySpan<byte> ReadPoint(ref DerReader body) =>
        body.TryEnter(PublicKey, out var wrapped) && wrapped.TryRead(DerReader.BitString, out var bits) && !wrapped.IsCut && bits.Length > 1
            ? bits[1..]
            : default;

    private static ParsedKey? KeyOf(EcCurve? curve, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point)
    {
        if (curve is not null)
        {
            return EcNumbers.Key(curve, scalar, point);
        }

        // Without a name the public point tells the curve; without both the size has to do.
        ParsedKey? first = null;
        foreach (var candidate in EcCurves.BySize(scalar.Length))
        {
            var key = EcNumbers.Key(candidate, scalar, point);
            if (key.Proof == KeyProof.Holds && !point.IsEmpty)
            {
                return key;
            }

            first ??= point.IsEmpty && key.Proof == KeyProof.Holds ? key with { Proof = KeyProof.Unchecked } : null;
        }

        return first ?? (point.IsEmpty ? null : new ParsedKey("EC", null, null, null, KeyProof.Unchecked));
    }
}
