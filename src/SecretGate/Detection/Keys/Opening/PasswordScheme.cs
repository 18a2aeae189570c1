using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Password-based encryption as an AlgorithmIdentifier says it: PKCS #5 (RFC 8018), PKCS #12 (RFC 7292), Sun's own.</summary>
/// <param name="Cost">Iterations of one attempt.</param>
/// <param name="Decrypt">Decrypts with a passphrase; throws, or gives noise, where it does not fit.</param>
internal sealed record PasswordScheme(long Cost, PasswordScheme.Decryption Decrypt)
{
    /// <summary>Decrypts bytes with a passphrase.</summary>
    public delegate byte[] Decryption(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> data);

    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string Scrypt = "1.3.6.1.4.1.11591.4.11";
    private const string SunKeyStore = "1.3.6.1.4.1.42.2.17.1.1";
    private const string SunJce = "1.3.6.1.4.1.42.2.19.1";

    // More iterations than any program writes: a trap.
    private const long MaxIterations = 100_000_000;

    /// <summary>Reads an AlgorithmIdentifier; null when the scheme is unknown or asks for too much.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static PasswordScheme? Read(ReadOnlyMemory<byte> algorithm)
    {
        var reader = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
        var oid = reader.ReadObjectIdentifier();
        return oid switch
        {
            Pbes2 => ReadPbes2(reader.ReadSequence()),
            SunKeyStore => new PasswordScheme(10, SunSchemes.KeyStore),
            SunJce => WithSalt(reader, (salt, iterations) => new PasswordScheme(2L * iterations, (p, data) => SunSchemes.Jce(p, salt, iterations, data))),
            _ when oid.StartsWith("1.2.840.113549.1.5.", StringComparison.Ordinal) => ReadPbes1(oid[19..], reader),
            _ when oid.StartsWith("1.2.840.113549.1.12.1.", StringComparison.Ordinal) => ReadPkcs12(oid[22..], reader),
            _ => null,
        };
    }

    private static PasswordScheme? WithSalt(AsnReader reader, Func<byte[], int, PasswordScheme?> make)
    {
        var parameters = reader.ReadSequence();
        var salt = parameters.ReadOctetString();
        return parameters.TryReadInt32(out var iterations) && iterations is > 0 and <= (int)MaxIterations ? make(salt, iterations) : null;
    }

    // PBES1: one hash gives key and vector, 8 bytes each.
    private static PasswordScheme? ReadPbes1(string number, AsnReader reader) => WithSalt(reader, (salt, iterations) =>
    {
        var isSha1 = number is "10" or "11";
        if (!isSha1 && number is not ("3" or "6"))
        {
            return null;
        }

        return new PasswordScheme(iterations, (passphrase, data) =>
        {
            byte[] hash = [.. passphrase, .. salt];
            for (var i = 0; i < iterations; i++)
            {
#pragma warning disable CA5350, CA5351 // the format's own hashes
                hash = isSha1 ? SHA1.HashData(hash) : MD5.HashData(hash);
#pragma warning restore CA5350, CA5351
            }

            return PasswordCipher.Cbc(number is "3" or "10" ? new DesEngine() : new RC2Engine(), hash.AsSpan(0, 8), hash.AsSpan(8, 8), data);
        });
    });

    private static PasswordScheme? ReadPkcs12(string number, AsnReader reader) => WithSalt(reader, (salt, iterations) =>
    {
        (int KeyBits, int IvBits, Func<IBlockCipher>? Engine)? kind = number switch
        {
            "1" => (128, 0, null),
            "2" => (40, 0, null),
            "3" => (192, 64, () => new DesEdeEngine()),
            "4" => (128, 64, () => new DesEdeEngine()),
            "5" => (128, 64, () => new RC2Engine()),
            "6" => (40, 64, () => new RC2Engine()),
            _ => null,
        };
        if (kind is not var (keyBits, ivBits, engine))
        {
            return null;
        }

        return new PasswordScheme(2L * iterations, (passphrase, data) =>
        {
            try
            {
                return Decrypt(passphrase, data, isTerminated: true);
            }
            catch (InvalidCipherTextException) when (passphrase.IsEmpty)
            {
                return Decrypt(passphrase, data, isTerminated: false);
            }
        });

        byte[] Decrypt(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> data, bool isTerminated)
        {
            var (key, iv) = Pkcs12Derivation.Derive(passphrase, salt, iterations, keyBits, ivBits, isTerminated);
            return engine is null ? PasswordCipher.Rc4(key, data) : PasswordCipher.Cbc(engine(), key, iv, data);
        }
    });

    private static PasswordScheme? ReadPbes2(AsnReader parameters)
    {
        var derivation = parameters.ReadSequence();
        var encryption = parameters.ReadSequence();
        if (ReadCipher(encryption) is not var (keyBytes, engine, iv))
        {
            return null;
        }

        var kind = derivation.ReadObjectIdentifier();
        var arguments = derivation.ReadSequence();
        var derive = kind switch
        {
            Pbkdf2 => ReadPbkdf2(arguments, keyBytes),
            Scrypt => ReadScrypt(arguments, keyBytes),
            _ => null,
        };
        return derive is not var (cost, key)
            ? null
            : new PasswordScheme(cost, (passphrase, data) => PasswordCipher.Cbc(engine(), key(passphrase), iv, data));
    }

    private delegate byte[] KeyDerivation(ReadOnlySpan<byte> passphrase);

    private static (long Cost, KeyDerivation Derive)? ReadPbkdf2(AsnReader arguments, int keyBytes)
    {
        var salt = arguments.ReadOctetString();
        if (!arguments.TryReadInt32(out var iterations) || iterations is <= 0 or > (int)MaxIterations)
        {
            return null;
        }

        if (arguments.HasData && arguments.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            arguments.ReadInteger(); // the key's size, which the cipher says too
        }

        var hash = HashAlgorithmName.SHA1;
        if (arguments.HasData)
        {
            var known = arguments.ReadSequence().ReadObjectIdentifier() switch
            {
                "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
                "1.2.840.113549.2.9" => HashAlgorithmName.SHA256,
                "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
                "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
                _ => default,
            };
            if (known.Name is null)
            {
                return null;
            }

            hash = known;
        }

        var blocks = hash == HashAlgorithmName.SHA1 ? (keyBytes + 19) / 20 : 1;
        return ((long)iterations * blocks, passphrase => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, hash, keyBytes));
    }

    private static (long Cost, KeyDerivation Derive)? ReadScrypt(AsnReader arguments, int keyBytes)
    {
        var salt = arguments.ReadOctetString();
        return arguments.TryReadInt32(out var n) && arguments.TryReadInt32(out var r) && arguments.TryReadInt32(out var p) && ScryptCost.Of(n, r, p) is { } cost
            ? (cost, passphrase => SCrypt.Generate(passphrase.ToArray(), salt, n, r, p, keyBytes))
            : null;
    }

    private static (int KeyBytes, Func<IBlockCipher> Engine, byte[] Iv)? ReadCipher(AsnReader encryption)
    {
        var oid = encryption.ReadObjectIdentifier();
        (int, Func<IBlockCipher>)? known = oid switch
        {
            "2.16.840.1.101.3.4.1.2" => (16, () => new AesEngine()),
            "2.16.840.1.101.3.4.1.22" => (24, () => new AesEngine()),
            "2.16.840.1.101.3.4.1.42" => (32, () => new AesEngine()),
            "1.2.840.113549.3.7" => (24, () => new DesEdeEngine()),
            "1.3.14.3.2.7" => (8, () => new DesEngine()),
            _ => null,
        };
        return known is var (keyBytes, engine) ? (keyBytes, engine, encryption.ReadOctetString()) : null;
    }
}
