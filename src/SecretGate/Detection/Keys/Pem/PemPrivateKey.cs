using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Ssh;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pem;

/// <summary>A private key between BEGIN and END lines. The structure of its bytes says what it is, not the label.</summary>
internal static class PemPrivateKey
{
    private const string Encoding = "PEM";

    // Shorter bodies that are no key in any syntax are no damaged key either.
    private const int MinDamagedBytes = 64;

    /// <summary>Reads the key; null when there is none between the lines.</summary>
    public static KeyReading? Read(PemText text)
    {
        KeyReading? weak = null;
        foreach (var layout in PemLayout.All)
        {
            using var base64 = layout(text.Body);
            if (base64 is not null && Read(text, base64.Span) is { } reading)
            {
                if (reading.Secret!.Confidence > Confidence.Possible) // a private key's reading has a secret
                {
                    return reading;
                }

                weak ??= reading;
            }
        }

        return weak;
    }

    private static KeyReading? Read(PemText text, ReadOnlySpan<byte> plainBody)
    {
        var body = PemBody.Split(plainBody);
        using var data = new Scratch(body.Base64.Length);
        Base64Text.Decode(body.Base64, data);
        var bytes = data.Span;
        var place = new Extent(text.Start, text.End - text.Start);

        if (body is { Cipher: { } cipher, Iv: { } iv })
        {
            return Legacy(cipher, iv, bytes, place);
        }

        if (bytes.StartsWith(OpenSshKey.Magic))
        {
            return OpenSshKey.Read(bytes, place);
        }

        return DerPrivateKeys.Read(bytes) is { } key ? place.Of(key, Encoding, bytes) : Damaged(text, bytes, place);
    }

    private static KeyReading? Legacy(string cipher, byte[] iv, ReadOnlySpan<byte> bytes, Extent place)
    {
        if (bytes.Length < iv.Length || bytes.Length % iv.Length != 0)
        {
            return bytes.Length < MinDamagedBytes ? null : place.Of(KeySecrets.Cut(null, "encrypted PEM", bytes));
        }

        var header = System.Text.Encoding.ASCII.GetBytes($"{cipher},{Convert.ToHexString(iv)}\n");
        return place.Of(KeySecrets.Closed("encrypted PEM", bytes), ContainerFormats.LegacyPem, (byte[])[.. header, .. bytes]);
    }

    private static KeyReading? Damaged(PemText text, ReadOnlySpan<byte> bytes, Extent place) =>
        text.HasEnd && bytes.Length >= MinDamagedBytes && Randomness.LooksRandom(bytes)
            ? place.Of(KeySecrets.Open(new ParsedKey("unreadable", null, null, null, KeyProof.Wrong), Encoding, bytes))
            : null;
}
