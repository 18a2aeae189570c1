using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using SecretGate.Detection.Keys.Ssh;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens OpenSSH keys with bcrypt (openssh-portable, PROTOCOL.key).</summary>
internal sealed class OpenSshReader : ContainerReader
{
    public override long? Cost(ReadOnlyMemory<byte> container) =>
        Parts.TryRead(container.Span, out var parts) && SizesOf(parts.Cipher) is var (key, iv) ? BcryptPbkdf.Cost(parts.Rounds, key + iv) : null;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (!Parts.TryRead(container.Span, out var parts) || SizesOf(parts.Cipher) is not var (keyBytes, ivBytes))
        {
            return null;
        }

        var derived = BcryptPbkdf.Derive(passphrase, parts.Salt, parts.Rounds, keyBytes + ivBytes);
        var plain = Decrypt(parts.Cipher, derived.AsSpan(0, keyBytes), derived.AsSpan(keyBytes), parts.Secret);
        return OpenedContainer.Of(OpenSshKey.ReadSecretBlob(plain, SshPublicKey.Read(parts.PublicKey)));
    }

    private static (int Key, int Iv)? SizesOf(string cipher) => cipher switch
    {
        "aes128-ctr" or "aes128-cbc" => (16, 16),
        "aes192-ctr" or "aes192-cbc" => (24, 16),
        "aes256-ctr" or "aes256-cbc" => (32, 16),
        "aes128-gcm@openssh.com" => (16, 12),
        "aes256-gcm@openssh.com" => (32, 12),
        "3des-cbc" => (24, 8),
        "chacha20-poly1305@openssh.com" => (64, 0),
        _ => null,
    };

    // The check numbers tell the right key: tags of authenticated ciphers need not be looked at.
    private static byte[] Decrypt(string cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> data)
    {
        if (cipher.StartsWith("chacha20", StringComparison.Ordinal))
        {
            return ChaCha20(key[..32], data);
        }

        return cipher switch
        {
            "3des-cbc" => PasswordCipher.Cbc(new DesEdeEngine(), key, iv, data, isPadded: false),
            _ when cipher.EndsWith("-ctr", StringComparison.Ordinal) => PasswordCipher.Counter(new AesEngine(), key, iv, data),
            _ when cipher.Contains("-gcm", StringComparison.Ordinal) => PasswordCipher.Counter(new AesEngine(), key, (byte[])[.. iv, 0, 0, 0, 2], data),
            _ => PasswordCipher.Cbc(new AesEngine(), key, iv, data, isPadded: false),
        };
    }

    // The first block of the stream makes the tag's key.
    private static byte[] ChaCha20(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var engine = new ChaChaEngine();
        engine.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(key), new byte[8]));
        var output = new byte[64 + data.Length];
        engine.ProcessBytes((byte[])[.. new byte[64], .. data], output);
        return output[64..];
    }

    private ref struct Parts
    {
        public string Cipher;
        public ReadOnlySpan<byte> Salt;
        public int Rounds;
        public ReadOnlySpan<byte> PublicKey;
        public ReadOnlySpan<byte> Secret;

        public static bool TryRead(ReadOnlySpan<byte> bytes, out Parts parts)
        {
            parts = default;
            var reader = new SshReader(bytes);
            if (!reader.TrySkip(OpenSshKey.Magic)
                || !reader.TryReadName(out parts.Cipher)
                || !reader.TryReadName(out var kdf)
                || kdf != "bcrypt"
                || !reader.TryReadString(out var options)
                || !reader.TryReadUInt32(out _)
                || !reader.TryReadString(out parts.PublicKey)
                || !reader.TryReadString(out parts.Secret))
            {
                return false;
            }

            var option = new SshReader(options);
            var isRead = option.TryReadString(out parts.Salt) && option.TryReadUInt32(out var rounds) && rounds is > 0 and < int.MaxValue;
            parts.Rounds = isRead ? System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(options[^4..]) : 0;
            return isRead;
        }
    }
}
