using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using SecretGate.Detection.Keys.Stores;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens UBER stores: the header of BKS, then all entries and their digest under Twofish.</summary>
internal sealed class UberReader : ContainerReader
{
    private static readonly BksReader Entries = new();

    public override long? Cost(ReadOnlyMemory<byte> container) => TrySplit(container.Span, out _, out var iterations, out _) ? 2L * iterations : null;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (!TrySplit(container.Span, out var salt, out var iterations, out var payload))
        {
            return null;
        }

        var (key, iv) = Pkcs12Derivation.Derive(passphrase, salt.ToArray(), iterations, 256, 128);
        var plain = PasswordCipher.Cbc(new TwofishEngine(), key, iv, payload);
#pragma warning disable CA5350 // the format's own digest
        if (plain.Length < SHA1.HashSizeInBytes || !SHA1.HashData(plain.AsSpan(0, plain.Length - SHA1.HashSizeInBytes)).AsSpan().SequenceEqual(plain.AsSpan(plain.Length - SHA1.HashSizeInBytes)))
#pragma warning restore CA5350
        {
            return null;
        }

        var keys = new List<ParsedKey>();
        foreach (var reading in BouncyKeyStoreFormat.ReadEntries(plain, 0))
        {
            if (reading.Container is { } entry && Entries.Open(entry.Bytes, passphrase) is { } opened)
            {
                keys.AddRange(opened.Keys);
            }
        }

        return new OpenedContainer(keys, []);
    }

    private static bool TrySplit(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> salt, out int iterations, out ReadOnlySpan<byte> payload)
    {
        var reader = new BigEndianReader(bytes);
        salt = default;
        iterations = 0;
        var isRead = reader.TryReadInt32(out _) && reader.TryReadCounted(out salt) && reader.TryReadInt32(out iterations) && iterations > 0;
        payload = reader.Rest;
        return isRead;
    }
}
