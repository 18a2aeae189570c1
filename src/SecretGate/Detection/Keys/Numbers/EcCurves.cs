using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Finds curves by identifier, by name, by their parameters, or by the size of a key.</summary>
internal static class EcCurves
{
    // Larger prime fields are on no named curve; it bounds what is compared.
    private const int MaxParameterBytes = 2_048;

    private static readonly Dictionary<string, string> FamiliarNames = new()
    {
        ["1.2.840.10045.3.1.1"] = "P-192",
        ["1.3.132.0.33"] = "P-224",
        ["1.2.840.10045.3.1.7"] = "P-256",
        ["1.3.132.0.34"] = "P-384",
        ["1.3.132.0.35"] = "P-521",
        ["1.3.132.0.10"] = "secp256k1",
    };

    // What SSH (RFC 5656), JWK (RFC 7518) and OpenSSL call them.
    private static readonly Dictionary<string, string> Oids = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nistp256"] = "1.2.840.10045.3.1.7",
        ["nistp384"] = "1.3.132.0.34",
        ["nistp521"] = "1.3.132.0.35",
        ["P-256"] = "1.2.840.10045.3.1.7",
        ["P-384"] = "1.3.132.0.34",
        ["P-521"] = "1.3.132.0.35",
        ["P-256K"] = "1.3.132.0.10",
        ["secp256k1"] = "1.3.132.0.10",
    };

    // Curves met in keys that were written with explicit parameters, or without any.
    private static readonly string[] Usual =
    [
        "1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35", "1.3.132.0.10", "1.3.132.0.33", "1.2.840.10045.3.1.1",
        "1.3.36.3.3.2.8.1.1.7", "1.3.36.3.3.2.8.1.1.11", "1.3.36.3.3.2.8.1.1.13", "1.2.156.10197.1.301",
    ];

    /// <summary>The curve of an object identifier; null when it is none that is known.</summary>
    public static EcCurve? ByOid(string oid)
    {
        var id = new DerObjectIdentifier(oid);
        var parameters = CustomNamedCurves.GetByOid(id) ?? ECNamedCurveTable.GetByOid(id);
        return parameters is null
            ? null
            : new EcCurve(oid, FamiliarNames.GetValueOrDefault(oid) ?? ECNamedCurveTable.GetName(id) ?? oid, parameters.Curve.FieldSize, parameters);
    }

    /// <summary>The curve of a name in SSH or JWK; null when it is none that is known.</summary>
    public static EcCurve? ByName(string name) =>
        Oids.TryGetValue(name, out var oid) ? ByOid(oid) : ECNamedCurveTable.GetOid(name) is { } other ? ByOid(other.Id) : null;

    /// <summary>The named curve that explicit parameters (X9.62 ECParameters, in DER) spell out; null when they spell none.</summary>
    public static EcCurve? ByParameters(ReadOnlySpan<byte> der)
    {
        if (der.Length > MaxParameterBytes)
        {
            return null;
        }

        // The generator's x stands in every form of the parameters, and in those of no other curve.
        foreach (var oid in Usual)
        {
            if (ByOid(oid) is { } curve && der.IndexOf(GeneratorX(curve)) >= 0)
            {
                return curve;
            }
        }

        return null;
    }

    /// <summary>Curves whose private numbers take so many bytes, the most used first.</summary>
    public static IEnumerable<EcCurve> BySize(int scalarBytes)
    {
        foreach (var oid in Usual)
        {
            if (ByOid(oid) is { } curve && (curve.Bits + 7) / 8 == scalarBytes)
            {
                yield return curve;
            }
        }
    }

    private static byte[] GeneratorX(EcCurve curve) => curve.Parameters.G.AffineXCoord.GetEncoded();
}
