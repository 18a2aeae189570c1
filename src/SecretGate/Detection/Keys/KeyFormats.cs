using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Json;
using SecretGate.Detection.Keys.Microsoft;
using SecretGate.Detection.Keys.Pem;
using SecretGate.Detection.Keys.Pgp;
using SecretGate.Detection.Keys.Public;
using SecretGate.Detection.Keys.Putty;
using SecretGate.Detection.Keys.Small;
using SecretGate.Detection.Keys.Ssh;
using SecretGate.Detection.Keys.Stores;
using SecretGate.Detection.Keys.Xml;

namespace SecretGate.Detection.Keys;

/// <summary>The table of all ways in which keys are written down. One more format is one more line.</summary>
internal static class KeyFormats
{
    /// <summary>All formats. They keep no state; all scanners share them.</summary>
    public static IReadOnlyList<KeyFormat> All { get; } =
    [
        new PemFormat(),
        new DerFormat(),
        new Base64DerFormat(),
        new OpenSshFormat(),
        new SecshFormat(),
        new PuttyFormat(),
        new AgeFormat(),
        new WireGuardFormat(),
        new SignFormat(),
        new TorFormat(),
        new AnsibleVaultFormat(),
        new DnssecFormat(),
        new DropbearFormat(),
        new JwkFormat(),
        new RsaParametersFormat(),
        new XmlKeyFormat(),
        new KeyBlobFormat(),
        new PvkFormat(),
        new PgpArmorFormat(),
        new PgpPacketFormat(),
        new AgentKeyFormat(),
        new Pkcs12Format(),
        new JavaKeyStoreFormat(),
        new BouncyKeyStoreFormat(),
        new DerCertificateFormat(),
        new SshPublicFormat(),
    ];
}
