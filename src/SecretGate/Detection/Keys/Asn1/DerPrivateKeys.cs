namespace SecretGate.Detection.Keys.Asn1;

/// <summary>Tells by its structure which of the private-key syntaxes of DER stands at the start of some bytes, and reads it.</summary>
internal static class DerPrivateKeys
{
    /// <summary>Reads the key at the start; bytes behind it do not matter.</summary>
    /// <returns>Null when no private key starts here.</returns>
    public static DerPrivateKey? Read(ReadOnlySpan<byte> bytes)
    {
        var outer = new DerReader(bytes);
        if (!outer.TryEnter(DerReader.Sequence, out var body) || LengthOf(bytes) is not { } length)
        {
            return null;
        }

        if (body.NextTag == DerReader.Sequence)
        {
            return outer.IsCut ? null : EncryptedPkcs8.Read(body, length);
        }

        if (!body.TryReadNumber(out var version) || version > 1)
        {
            return null;
        }

        return body.NextTag switch
        {
            DerReader.Sequence => Pkcs8.Read(body, length, bytes[..Math.Min(length, bytes.Length)]),
            DerReader.OctetString when version.IsOne => Sec1.Read(body, length),
            DerReader.Integer => IntegerKeys.Read(body, length, outer.IsCut),
            _ => null,
        };
    }

    // Bytes of the outer element as its header says, which may be more than are there.
    private static int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        var lengthBytes = bytes[1] < 0x80 ? 0 : bytes[1] & 0x7F;
        long length = lengthBytes == 0 ? bytes[1] : 0;
        foreach (var b in bytes.Slice(2, lengthBytes))
        {
            length = (length << 8) | b;
        }

        return length + 2 + lengthBytes is <= int.MaxValue and var total ? (int)total : null;
    }
}
