namespace SecretGate.Detection;

/// <summary>What kind of private key it is.</summary>
public enum KeyClass
{
    /// <summary>A key in use, as far as the image tells.</summary>
    Service,

    /// <summary>Made by a package's installation during the build (ssh host keys, snakeoil).</summary>
    GeneratedAtBuild,

    /// <summary>Behind a passphrase that was not found.</summary>
    Encrypted,

    /// <summary>Published as a test key.</summary>
    KnownTest,

    /// <summary>Published as compromised (firmware default, weak generator, found in public).</summary>
    KnownCompromised,
}
