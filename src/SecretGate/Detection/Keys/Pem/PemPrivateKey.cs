using System.Text.Json;
using SecretGate.Detection.Keys.Asn1;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Ssh;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pem;

/// <summary>A private key between BEGIN and END lines. The structure of its bytes says what it is, not the label.</summary>
internal static class PemPrivateKey
{
    private const string Encoding = "PEM";
    private const string LegacyFormat = "encrypted PEM";

    // Shorter bodies that are no key in any syntax are no damaged key either.
    private const int MinDamagedBytes = 64;

    /// <summary>Reads the key; null when there is none between the lines.</summary>
    /// <returns>A reading whose place is that in the decoded bytes.</returns>
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

        if (body is { Cipher: { } cipher, Iv: { } iv })
        {
            return text.HasEnd ? Legacy(cipher, iv, bytes) : CutLegacy(bytes);
        }

        if (bytes.StartsWith(OpenSshKey.Magic))
        {
            return OpenSshKey.Read(bytes);
        }

        if (bytes is [(byte)'{', ..])
        {
            return Sigstore(bytes);
        }

        return DerPrivateKeys.Read(bytes) is { } key ? new Extent(0, key.Length).Of(key, Encoding, bytes) : Damaged(text, bytes);
    }

    private static KeyReading? Legacy(string cipher, byte[] iv, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < iv.Length || bytes.Length % iv.Length != 0)
        {
            return CutLegacy(bytes);
        }

        var header = System.Text.Encoding.ASCII.GetBytes($"{cipher},{Convert.ToHexString(iv)}\n");
        return new Extent(0, bytes.Length).Of(KeySecrets.Closed(LegacyFormat, bytes), ContainerFormats.LegacyPem, (byte[])[.. header, .. bytes]);
    }

    // Where it would have ended nothing tells: its place is its head.
    private static KeyReading? CutLegacy(ReadOnlySpan<byte> bytes) =>
        bytes.Length < MinDamagedBytes ? null : new Extent(0, MinDamagedBytes).Of(KeySecrets.Cut(null, LegacyFormat, bytes[..MinDamagedBytes]));

    // The keys of cosign: JSON that says how its ciphertext was made (sigstore/sigstore, encrypted package).
    private static KeyReading? Sigstore(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes);
        using var document = JsonDocument.ParseValue(ref json);
        return document.RootElement.TryGetProperty("ciphertext"u8, out var text) && text.ValueKind == JsonValueKind.String && text.TryGetBytesFromBase64(out var payload)
            ? new Extent(0, bytes.Length).Of(KeySecrets.Closed("cosign", payload), ContainerFormats.Sigstore, bytes.ToArray())
            : null;
    }

    private static KeyReading? Damaged(PemText text, ReadOnlySpan<byte> bytes) =>
        text.HasEnd && bytes.Length >= MinDamagedBytes && Randomness.LooksRandom(bytes)
            ? new Extent(0, bytes.Length).Of(KeySecrets.Open(new ParsedKey("unreadable", null, null, null, KeyProof.Wrong), Encoding, bytes))
            : null;
}
