using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Key derivation of PKCS #12 with SHA-1 (RFC 7292, appendix B).</summary>
internal static class Pkcs12Derivation
{
    /// <summary>Key and vector of a passphrase.</summary>
    /// <param name="passphrase">Passphrase in UTF-8.</param>
    /// <param name="salt">Salt.</param>
    /// <param name="iterations">Iterations.</param>
    /// <param name="keyBits">Size of the key.</param>
    /// <param name="ivBits">Size of the vector; 0 for none.</param>
    /// <param name="isTerminated">False for the other form of the empty passphrase: without even its terminating zero.</param>
    public static (byte[] Key, byte[] Iv) Derive(
        ReadOnlySpan<byte> passphrase, byte[] salt, int iterations, int keyBits, int ivBits, bool isTerminated = true)
    {
        byte[] characters = [.. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(passphrase)), .. new byte[isTerminated ? 2 : 0]];
        var generator = new Pkcs12ParametersGenerator(new Sha1Digest());
        generator.Init(characters, salt, iterations);
        if (ivBits == 0)
        {
            return (((KeyParameter)generator.GenerateDerivedParameters("RC4", keyBits)).GetKey(), []);
        }

        // The algorithm's name only matters for the class of the result.
        var both = (ParametersWithIV)generator.GenerateDerivedParameters("AES", keyBits, ivBits);
        return (((KeyParameter)both.Parameters).GetKey(), both.GetIV());
    }
}
