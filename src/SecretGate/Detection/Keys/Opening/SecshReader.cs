using Org.BouncyCastle.Crypto.Engines;
using SecretGate.Detection.Keys.Ssh;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens ssh.com's keys: triple DES with a key of two MD5 digests and a vector of zeros.</summary>
internal sealed class SecshReader : ContainerReader
{
    public override long? Cost(ReadOnlyMemory<byte> container) => Split(container.Span, out _) is null ? null : 2;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (Split(container.Span, out var blob) is not { } type)
        {
            return null;
        }

        var first = LegacyPemReader.DeriveMd5(passphrase, default, 16);
        byte[] key = [.. first, .. LegacyPemReader.DeriveMd5((byte[])[.. passphrase, .. first], default, 16)];
        return OpenedContainer.Of(SecshFormat.ReadSecrets(type, PasswordCipher.Cbc(new DesEdeEngine(), key.AsSpan(0, 24), new byte[8], blob, isPadded: false)));
    }

    private static string? Split(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> blob)
    {
        blob = default;
        var reader = new SshReader(bytes);
        return reader.TryReadUInt32(out _)
            && reader.TryReadUInt32(out _)
            && reader.TryReadName(out var type)
            && reader.TryReadName(out var cipher)
            && reader.TryReadString(out blob)
            && cipher == "3des-cbc"
            && blob.Length % 8 == 0
                ? type
                : null;
    }
}
