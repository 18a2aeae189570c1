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
}
