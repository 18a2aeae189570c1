using System.Formats.Asn1;
using SecretGate.Detection.Keys.Asn1;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens EncryptedPrivateKeyInfo: of PEM and DER files, of PKCS #12 bags, of Java's key stores.</summary>
internal sealed class Pkcs8Reader : ContainerReader
{
    public override long? Cost(ReadOnlyMemory<byte> container) => Split(container).Scheme?.Cost;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        var (scheme, payload) = Split(container);
        return scheme is null ? null : OpenedContainer.Of(KeyOf(scheme.Decrypt(passphrase, payload)));
    }

    /// <summary>The key of decrypted bytes; null when they are none.</summary>
    public static ParsedKey? KeyOf(ReadOnlySpan<byte> der) => (DerPrivateKeys.Read(der) as DerPrivateKey.Open)?.Key;

    private static (PasswordScheme? Scheme, byte[] Payload) Split(ReadOnlyMemory<byte> container)
    {
        var reader = new AsnReader(container, AsnEncodingRules.BER).ReadSequence();
        return (PasswordScheme.Read(reader.ReadEncodedValue()), reader.ReadOctetString());
    }
}
