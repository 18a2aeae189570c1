using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace SecretGate.Detection.Keys.Numbers;

/// <summary>Module-lattice and hash-based keys: FIPS 203 (ML-KEM), 204 (ML-DSA), 205 (SLH-DSA).</summary>
internal static class PostQuantumNumbers
{
    private static readonly string[] Arcs = ["2.16.840.1.101.3.4.3.", "2.16.840.1.101.3.4.4."];

    /// <summary>True for an algorithm of this family.</summary>
    public static bool Has(string oid) => Array.Exists(Arcs, arc => oid.StartsWith(arc, StringComparison.Ordinal));

    /// <summary>The key of a PrivateKeyInfo of this family; null when it is none.</summary>
    public static ParsedKey? Key(string oid, ReadOnlySpan<byte> privateKeyInfo)
    {
        try
        {
            var (name, publicKey) = PrivateKeyFactory.CreateKey(privateKeyInfo.ToArray()) switch
            {
                MLDsaPrivateKeyParameters key => (key.Parameters.Name, key.GetPublicKeyEncoded()),
                MLKemPrivateKeyParameters key => (key.Parameters.Name, key.GetPublicKeyEncoded()),
                SlhDsaPrivateKeyParameters key => (key.Parameters.Name, key.GetPublicKeyEncoded()),
                _ => ("", []),
            };
            return name.Length == 0 ? null : new ParsedKey(name, null, null, PublicKeyInfo.Raw(oid, publicKey), KeyProof.Holds);
        }
        catch (Exception e) when (HostileInput.IsRefusal(e))
        {
            return null;
        }
    }

    /// <summary>The key of a seed; null when the algorithm is unknown or the size is wrong.</summary>
    /// <param name="algorithm">Its name in JOSE: <c>ML-DSA-44</c>.</param>
    /// <param name="seed">32 bytes.</param>
    public static ParsedKey? FromSeed(string algorithm, byte[] seed)
    {
        (MLDsaParameters Parameters, string Oid)? known = algorithm switch
        {
            "ML-DSA-44" => (MLDsaParameters.ml_dsa_44, "2.16.840.1.101.3.4.3.17"),
            "ML-DSA-65" => (MLDsaParameters.ml_dsa_65, "2.16.840.1.101.3.4.3.18"),
            "ML-DSA-87" => (MLDsaParameters.ml_dsa_87, "2.16.840.1.101.3.4.3.19"),
            _ => null,
        };
        if (known is not var (parameters, oid) || seed.Length != 32)
        {
            return null;
        }

        var publicKey = MLDsaPrivateKeyParameters.FromSeed(parameters, seed).GetPublicKeyEncoded();
        return new ParsedKey(
            parameters.Name, null, null, PublicKeyInfo.Raw(oid, publicKey), Randomness.LooksRandom(seed) ? KeyProof.Holds : KeyProof.Wrong);
    }
}
