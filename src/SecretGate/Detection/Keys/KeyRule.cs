namespace SecretGate.Detection.Keys;

/// <summary>Rules that key formats report under, with the severity that their YAML files give them.</summary>
/// <param name="Id">Rule id.</param>
/// <param name="Severity">Default severity.</param>
internal sealed record KeyRule(string Id, Severity Severity)
{
    /// <summary>An unencrypted private key.</summary>
    public static KeyRule Private { get; } = new("private-key", Severity.Critical);

    /// <summary>A key behind a passphrase that was not found.</summary>
    public static KeyRule Encrypted { get; } = new("private-key-encrypted", Severity.Medium);

    /// <summary>A key that ends before its secret is complete.</summary>
    public static KeyRule Truncated { get; } = new("private-key-truncated", Severity.Low);

    /// <summary>Key-shaped numbers that do not belong together.</summary>
    public static KeyRule Damaged { get; } = new("private-key-damaged", Severity.Info);

    /// <summary>A key file whose private half stays in a hardware token.</summary>
    public static KeyRule Hardware { get; } = new("private-key-hardware", Severity.Info);

    /// <summary>A shared secret key: whoever reads can also write.</summary>
    public static KeyRule Symmetric { get; } = new("symmetric-key", Severity.High);

    /// <summary>A published test key.</summary>
    public static KeyRule KnownTest { get; } = new("private-key-test", Severity.Low);

    /// <summary>A key published as compromised.</summary>
    public static KeyRule KnownCompromised { get; } = new("private-key-compromised", Severity.Critical);

    /// <summary>A key made by a package's installation while the image was built.</summary>
    public static KeyRule Generated { get; } = new("private-key-generated", Severity.High);

    /// <summary>The key of a certificate authority.</summary>
    public static KeyRule OfCa { get; } = new("private-key-of-ca", Severity.Critical);

    /// <summary>Text that Ansible's vault encrypted.</summary>
    public static KeyRule Vault { get; } = new("ansible-vault", Severity.Medium);

    /// <summary>A vault whose passphrase is in the image, or a default.</summary>
    public static KeyRule VaultOpened { get; } = new("ansible-vault-opened", Severity.High);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KeyRule> All { get; } =
        [Private, Encrypted, Truncated, Damaged, Hardware, Symmetric, KnownTest, KnownCompromised, Generated, OfCa, Vault, VaultOpened];
}
