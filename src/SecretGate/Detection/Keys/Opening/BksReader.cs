using Org.BouncyCastle.Crypto.Engines;
using SecretGate.Detection.Keys.Stores;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens sealed entries of BKS stores: salt, iterations, then triple DES of a key entry (bc-java, BcKeyStoreSpi).</summary>
internal sealed class BksReader : ContainerReader
{
    private const int MaxIterations = 1_000_000;

    public override long? Cost(ReadOnlyMemory<byte> container) => TrySplit(container.Span, out _, out var iterations, out _) ? 2L * iterations : null;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        if (!TrySplit(container.Span, out var salt, out var iterations, out var payload))
        {
            return null;
        }

        var (key, iv) = Pkcs12Derivation.Derive(passphrase, salt.ToArray(), iterations, 192, 64);
        var entry = new BigEndianReader(PasswordCipher.Cbc(new DesEdeEngine(), key, iv, payload));
        return BouncyKeyStoreFormat.ReadKeyEntry(ref entry) is { } der ? OpenedContainer.Of(Pkcs8Reader.KeyOf(der)) : null;
    }

    private static bool TrySplit(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> salt, out int iterations, out ReadOnlySpan<byte> payload)
    {
        var reader = new BigEndianReader(bytes);
        iterations = 0;
        var isRead = reader.TryReadCounted(out salt) && reader.TryReadInt32(out iterations) && iterations is > 0 and <= MaxIterations;
        payload = reader.Rest;
        return isRead;
    }
}
