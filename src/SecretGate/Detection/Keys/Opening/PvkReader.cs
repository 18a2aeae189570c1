using System.Buffers.Binary;
using System.Security.Cryptography;
using SecretGate.Detection.Keys.Microsoft;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens .pvk files: RC4 with the first bytes of SHA-1 over salt and passphrase, all 16 or the 5 of export versions.</summary>
internal sealed class PvkReader : ContainerReader
{
    private const int HeaderBytes = 24;
    private const int BlobHeaderBytes = 8;
    private const int KeyBytes = 16;
    private const int WeakKeyBytes = 5;

    public override long? Cost(ReadOnlyMemory<byte> container) => 2;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        var file = container.Span;
        var saltBytes = BinaryPrimitives.ReadInt32LittleEndian(file[16..]);
        var payload = file[(HeaderBytes + saltBytes + BlobHeaderBytes)..];
#pragma warning disable CA5350 // the format's own hash
        var key = SHA1.HashData((byte[])[.. file.Slice(HeaderBytes, saltBytes), .. passphrase])[..KeyBytes];
#pragma warning restore CA5350
        byte[] weak = [.. key.AsSpan(0, WeakKeyBytes), .. new byte[KeyBytes - WeakKeyBytes]];
        return Open(key, payload) ?? Open(weak, payload);
    }

    private static OpenedContainer? Open(byte[] key, ReadOnlySpan<byte> payload)
    {
        var plain = PasswordCipher.Rc4(key, payload);
        return plain.AsSpan().StartsWith("RSA2"u8) ? OpenedContainer.Of(KeyBlobFormat.ReadCapiBody(plain, out _)) : null;
    }
}
