using System.Buffers.Binary;
using Org.BouncyCastle.Crypto.Generators;
using SecretGate.Detection.Keys.Small;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens signify's keys: seed and public key are mixed with the output of bcrypt_pbkdf.</summary>
internal sealed class SignifyReader : ContainerReader
{
    private const int KeyBytes = 64;

    public override long? Cost(ReadOnlyMemory<byte> container) => RoundsOf(container.Span) is > 0 and var rounds ? BcryptPbkdf.Cost(rounds, KeyBytes) : null;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        var bytes = container.Span;
        var stream = BcryptPbkdf.Derive(passphrase, bytes.Slice(8, 16), RoundsOf(bytes), KeyBytes);
        for (var i = 0; i < KeyBytes; i++)
        {
            stream[i] ^= bytes[40 + i];
        }

        return OpenedContainer.Of(SignFormat.KeyOf(stream));
    }

    private static int RoundsOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
}

/// <summary>Opens minisign's keys where scrypt asks for little enough memory: its own default takes 1 GiB.</summary>
internal sealed class MinisignReader : ContainerReader
{
    private const int BlockFactor = 8;
    private const int MixedBytes = 104;

    public override long? Cost(ReadOnlyMemory<byte> container) => NumbersOf(container.Span) is var (n, p) ? ScryptCost.Of(n, BlockFactor, p) : null;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        var bytes = container.Span;
        var (n, p) = NumbersOf(bytes);
        var stream = SCrypt.Generate(passphrase.ToArray(), bytes.Slice(6, 32).ToArray(), (int)n, BlockFactor, (int)p, MixedBytes);
        for (var i = 0; i < MixedBytes; i++)
        {
            stream[i] ^= bytes[54 + i];
        }

        return OpenedContainer.Of(SignFormat.KeyOf(stream.AsSpan(8, 64)));
    }

    // libsodium's way from limits of work and memory to the numbers of scrypt (crypto_pwhash_scryptsalsa208sha256).
    private static (long N, long P) NumbersOf(ReadOnlySpan<byte> bytes)
    {
        var work = Math.Max(BinaryPrimitives.ReadInt64LittleEndian(bytes[38..]), 32_768);
        var memory = BinaryPrimitives.ReadInt64LittleEndian(bytes[46..]);
        var isSmall = work < memory / 32;
        var most = (isSmall ? work / (BlockFactor * 4) : memory / (BlockFactor * 128)) / 2;
        var log = 1;
        while (log < 63 && 1L << log <= most)
        {
            log++;
        }

        var n = 1L << log;
        return (n, isSmall ? 1 : Math.Min((work / 4 / n), 0x3FFFFFFF) / BlockFactor);
    }
}
