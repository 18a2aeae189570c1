using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Engines;

#pragma warning disable CA5350, CA5351 // the hashes of these formats

namespace SecretGate.Detection.Keys.Opening;

/// <summary>How Java's own key stores encrypt a key (OpenJDK 21, sun.security.provider.KeyProtector and com.sun.crypto.provider.PBES1Core).</summary>
internal static class SunSchemes
{
    private const int HashBytes = 20;

    /// <summary>JKS: a chain of SHA-1 over passphrase and salt is the key stream; SHA-1 over passphrase and key checks it.</summary>
    public static byte[] KeyStore(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> data)
    {
        if (data.Length <= 2 * HashBytes)
        {
            throw new InvalidDataException("too short");
        }

        var password = Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(passphrase));
        var stream = data[..HashBytes].ToArray();
        var key = data[HashBytes..^HashBytes].ToArray();
        for (var i = 0; i < key.Length; i++)
        {
            if (i % HashBytes == 0)
            {
                stream = SHA1.HashData((byte[])[.. password, .. stream]);
            }

            key[i] ^= stream[i % HashBytes];
        }

        return SHA1.HashData((byte[])[.. password, .. key]).AsSpan().SequenceEqual(data[^HashBytes..])
            ? key
            : throw new InvalidDataException("another passphrase");
    }

    /// <summary>JCEKS: MD5 over each half of the salt, chained with the passphrase, gives key and vector of triple DES.</summary>
    public static byte[] Jce(ReadOnlySpan<byte> passphrase, byte[] salt, int iterations, ReadOnlySpan<byte> data)
    {
        if (salt.Length != 8)
        {
            throw new InvalidDataException("not its salt");
        }

        byte[] derived = [.. Chain(passphrase, salt.AsSpan(0, 4), iterations), .. Chain(passphrase, salt.AsSpan(4, 4), iterations)];
        return PasswordCipher.Cbc(new DesEdeEngine(), derived.AsSpan(0, 24), derived.AsSpan(24, 8), data);
    }

    private static byte[] Chain(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> half, int iterations)
    {
        // Only the first round sees the salt's four bytes; all others see a whole digest.
        var hash = MD5.HashData((byte[])[.. half, .. passphrase]);
        Span<byte> input = new byte[hash.Length + passphrase.Length];
        passphrase.CopyTo(input[hash.Length..]);
        for (var i = 1; i < iterations; i++)
        {
            hash.CopyTo(input);
            MD5.HashData(input, hash);
        }

        return hash;
    }
}
