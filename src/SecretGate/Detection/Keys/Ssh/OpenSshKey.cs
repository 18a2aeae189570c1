namespace SecretGate.Detection.Keys.Ssh;

/// <summary>A private key in OpenSSH's own form, version 1 (openssh-portable, PROTOCOL.key).</summary>
internal static class OpenSshKey
{
    /// <summary>What it begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "openssh-key-v1\0"u8;

    private const string Format = "OpenSSH";
    private const int MaxEncryptedBytes = 1 << 20;

    /// <summary>Reads the key that starts here, in its binary form.</summary>
    /// <param name="bytes">Bytes from the magic on.</param>
    /// <returns>A reading whose place is that in the bytes.</returns>
    public static KeyReading? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new SshReader(bytes);
        if (!reader.TrySkip(Magic)
            || !reader.TryReadName(out var cipher)
            || !reader.TryReadName(out var kdf)
            || !reader.TryReadString(out _)
            || !reader.TryReadUInt32(out var count)
            || count != 1
            || !reader.TryReadString(out var publicBlob)
            || !reader.TryReadCutString(out var secretBlob, out var isCut))
        {
            return null;
        }

        var known = SshPublicKey.Read(publicBlob);
        var place = new Extent(0, reader.Position);
        if (cipher == "none" || kdf == "none")
        {
            return Open(secretBlob, isCut, known, place);
        }

        return isCut || secretBlob.Length is 0 or > MaxEncryptedBytes
            ? null
            : place.Of(KeySecrets.Closed(Format, secretBlob, known), ContainerFormats.OpenSsh, bytes[..reader.Position].ToArray());
    }

    /// <summary>Reads the decrypted list of keys; null where the check numbers do not agree, that is after a wrong passphrase.</summary>
    public static ParsedKey? ReadSecretBlob(ReadOnlySpan<byte> blob, ParsedKey? known)
    {
        var reader = new SshReader(blob);
        return reader.TryReadUInt32(out var check) && reader.TryReadUInt32(out var again) && check == again && reader.TryReadName(out var type)
            ? OpenSshSecrets.Read(type, reader, known)
            : null;
    }

    private static KeyReading? Open(ReadOnlySpan<byte> blob, bool isCut, ParsedKey? known, Extent place)
    {
        if (ReadSecretBlob(blob, known) is { } key)
        {
            return OpenSshSecrets.IsStub(blob[8..])
                ? place.Of(KeySecrets.Stub(key, Format))
                : place.Of(KeySecrets.Open(key, Format, blob));
        }

        // Behind check numbers, type and public part some of the secret is there, or nothing of it.
        return isCut && OpenSshSecrets.HoldsSome(blob, known) ? place.Of(KeySecrets.Cut(known, Format, blob)) : null;
    }
}
