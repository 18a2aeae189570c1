namespace SecretGate.Detection.Keys;

/// <summary>Names of the readers that can open a container.</summary>
internal static class ContainerFormats
{
    /// <summary>EncryptedPrivateKeyInfo in DER.</summary>
    public const string Pkcs8 = "pkcs8";

    /// <summary>Cipher and vector as the DEK-Info header has them, a line feed, the encrypted bytes.</summary>
    public const string LegacyPem = "legacy-pem";

    /// <summary>The binary form of <c>openssh-key-v1</c>.</summary>
    public const string OpenSsh = "openssh";

    /// <summary>The binary form of an ssh.com key.</summary>
    public const string Secsh = "secsh";

    /// <summary>The text of a PuTTY file behind its first word.</summary>
    public const string Putty = "putty";

    /// <summary>The bytes of a minisign secret key.</summary>
    public const string Minisign = "minisign";

    /// <summary>The bytes of a signify secret key.</summary>
    public const string Signify = "signify";

    /// <summary>Salt, MAC and ciphertext in hex, each on a line.</summary>
    public const string AnsibleVault = "ansible-vault";

    /// <summary>The JSON between the lines of a cosign key.</summary>
    public const string Sigstore = "sigstore";

    /// <summary>A whole .pvk file.</summary>
    public const string Pvk = "pvk";

    /// <summary>A whole PKCS #12 file whose safes are encrypted.</summary>
    public const string Pkcs12 = "pkcs12";

    /// <summary>A sealed entry of a BKS store.</summary>
    public const string BksEntry = "bks";

    /// <summary>A whole UBER store.</summary>
    public const string Uber = "uber";

    /// <summary>The content of an OpenPGP secret-key packet.</summary>
    public const string Pgp = "pgp";
}
