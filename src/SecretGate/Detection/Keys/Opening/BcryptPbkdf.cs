using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>bcrypt_pbkdf, the key derivation of OpenSSH and signify: PBKDF2 over a hash that is bcrypt with a text of its own (OpenBSD, bcrypt_pbkdf(3)).</summary>
internal static class BcryptPbkdf
{
    private const int HashBytes = 32;

    // One hash sets up Blowfish 129 times, 4.5 ms: as much as so many iterations of PBKDF2.
    private const long IterationsOfHash = 7_500;

    private const int SetUpRounds = 64;
    private const int EncryptionRounds = 64;

    private static ReadOnlySpan<byte> Text => "OxychromaticBlowfishSwatDynamite"u8;

    /// <summary>Iterations of one derivation.</summary>
    public static long Cost(int rounds, int keyBytes) => IterationsOfHash * rounds * ((keyBytes + HashBytes - 1) / HashBytes);

    /// <summary>Derives a key.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, int rounds, int keyBytes)
    {
        if (passphrase.IsEmpty || salt.IsEmpty || rounds < 1)
        {
            throw new InvalidDataException("bcrypt_pbkdf takes no empty passphrase or salt");
        }

        Span<byte> password = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(passphrase, password);
        var blocks = (keyBytes + HashBytes - 1) / HashBytes;
        var stride = (keyBytes + HashBytes - 1) / HashBytes;
        var perBlock = (keyBytes + stride - 1) / stride;
        var key = new byte[keyBytes];
        Span<byte> sum = stackalloc byte[HashBytes];
        Span<byte> round = stackalloc byte[HashBytes];
        Span<byte> saltHash = stackalloc byte[SHA512.HashSizeInBytes];
        for (var block = 1; block <= blocks; block++)
        {
            SHA512.HashData((byte[])[.. salt, 0, 0, 0, (byte)block], saltHash);
            Hash(password, saltHash, round);
            round.CopyTo(sum);
            for (var i = 1; i < rounds; i++)
            {
                SHA512.HashData(round, saltHash);
                Hash(password, saltHash, round);
                for (var j = 0; j < HashBytes; j++)
                {
                    sum[j] ^= round[j];
                }
            }

            // The bytes of all blocks are interleaved.
            for (var i = 0; i < perBlock && (i * stride) + block - 1 < keyBytes; i++)
            {
                key[(i * stride) + block - 1] = sum[i];
            }
        }

        return key;
    }

    private static void Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> output)
    {
        var cipher = new Blowfish();
        cipher.Expand(password, salt);
        for (var i = 0; i < SetUpRounds; i++)
        {
            cipher.Expand(salt, default);
            cipher.Expand(password, default);
        }

        Span<uint> words = stackalloc uint[HashBytes / 4];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(Text[(4 * i)..]);
        }

        for (var i = 0; i < EncryptionRounds; i++)
        {
            for (var j = 0; j < words.Length; j += 2)
            {
                cipher.Encrypt(ref words[j], ref words[j + 1]);
            }
        }

        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output[(4 * i)..], words[i]);
        }
    }
}
