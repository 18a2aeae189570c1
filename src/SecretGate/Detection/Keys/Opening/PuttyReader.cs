using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using SecretGate.Detection.Keys.Putty;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens PuTTY's keys: AES-256-CBC with a key of SHA-1 in version 2, of Argon2 in version 3.</summary>
internal sealed class PuttyReader : ContainerReader
{
    private const int KeyBytes = 32;
    private const int IvBytes = 16;
    private const int MacKeyBytes = 32;

    // PuTTY's own default is 8 MiB; what Argon2 does with a KiB takes as long as two iterations.
    private const int MaxMemoryKib = 64 << 10;
    private const int IterationsOfKib = 2;

    public override long? Cost(ReadOnlyMemory<byte> container)
    {
        var file = PuttyFile.Read(container.Span);
        if (file is not { Version: 3 })
        {
            return file is null ? null : 2;
        }

        return file.ArgonMemory is > 0 and <= MaxMemoryKib && file.ArgonPasses is > 0 and < 10_000 && file.ArgonParallelism is > 0 and <= 64
            ? (long)file.ArgonMemory * file.ArgonPasses * IterationsOfKib
            : null;
    }

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (PuttyFile.Read(container.Span) is not { } file)
        {
            return null;
        }

        var derived = file.Version == 3 ? Argon(file, passphrase) : Sha1(passphrase);
        var plain = PasswordCipher.Cbc(new AesEngine(), derived.AsSpan(0, KeyBytes), derived.AsSpan(KeyBytes, IvBytes), file.PrivateBlob, isPadded: false);
        return OpenedContainer.Of(PuttySecrets.Read(file.Type, file.PublicBlob, plain));
    }

    // Two digests with a counter in front; the vector is zero.
    private static byte[] Sha1(ReadOnlySpan<byte> passphrase)
    {
#pragma warning disable CA5350 // the format's own hash
        byte[] both = [.. SHA1.HashData((byte[])[0, 0, 0, 0, .. passphrase]), .. SHA1.HashData((byte[])[0, 0, 0, 1, .. passphrase])];
#pragma warning restore CA5350
        return [.. both.AsSpan(0, KeyBytes), .. new byte[IvBytes]];
    }

    private static byte[] Argon(PuttyFile file, ReadOnlySpan<byte> passphrase)
    {
        var type = file.KeyDerivation switch
        {
            "Argon2i" => Argon2Parameters.Argon2i,
            "Argon2d" => Argon2Parameters.Argon2d,
            _ => Argon2Parameters.Argon2id,
        };
        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(type)
            .WithVersion(Argon2Parameters.Version13)
            .WithSalt(file.ArgonSalt)
            .WithMemoryAsKB(file.ArgonMemory)
            .WithIterations(file.ArgonPasses)
            .WithParallelism(file.ArgonParallelism)
            .Build());
        var output = new byte[KeyBytes + IvBytes + MacKeyBytes];
        generator.GenerateBytes(passphrase.ToArray(), output);
        return output;
    }
}
