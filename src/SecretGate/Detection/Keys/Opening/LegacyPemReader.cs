using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens PEM with a DEK-Info header: OpenSSL's EVP_BytesToKey with MD5 and one round, the vector's first bytes as salt.</summary>
internal sealed class LegacyPemReader : ContainerReader
{
    private const int SaltBytes = 8;

    public override long? Cost(ReadOnlyMemory<byte> container) => Split(container.Span, out _, out _) is null ? null : 1;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (Split(container.Span, out var iv, out var payload) is not var (keyBytes, engine))
        {
            return null;
        }

        var key = DeriveMd5(passphrase, iv.AsSpan(0, SaltBytes), keyBytes);
        return OpenedContainer.Of(Pkcs8Reader.KeyOf(PasswordCipher.Cbc(engine(), key, iv, payload)));
    }

    /// <summary>MD5 over the last digest, the passphrase and a salt, until there are enough bytes.</summary>
    public static byte[] DeriveMd5(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, int keyBytes)
    {
        byte[] key = [], last = [];
        while (key.Length < keyBytes)
        {
#pragma warning disable CA5351 // the format's own hash
            last = MD5.HashData((byte[])[.. last, .. passphrase, .. salt]);
#pragma warning restore CA5351
            key = [.. key, .. last];
        }

        return key[..keyBytes];
    }

    private static (int KeyBytes, Func<IBlockCipher> Engine)? Split(ReadOnlySpan<byte> container, out byte[] iv, out ReadOnlySpan<byte> payload)
    {
        var lineEnd = container.IndexOf((byte)'\n');
        var header = Encoding.ASCII.GetString(container[..lineEnd]).Split(',');
        iv = Convert.FromHexString(header[1]);
        payload = container[(lineEnd + 1)..];
        return header[0] switch
        {
            "AES-128-CBC" => (16, () => new AesEngine()),
            "AES-192-CBC" => (24, () => new AesEngine()),
            "AES-256-CBC" => (32, () => new AesEngine()),
            "DES-EDE3-CBC" => (24, () => new DesEdeEngine()),
            "DES-CBC" => (8, () => new DesEngine()),
            "BF-CBC" => (16, () => new BlowfishEngine()),
            "RC2-CBC" => (16, () => new RC2Engine()),
            "CAMELLIA-128-CBC" => (16, () => new CamelliaEngine()),
            "CAMELLIA-256-CBC" => (32, () => new CamelliaEngine()),
            _ => null,
        };
    }
}
