using System.Text;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pem;

/// <summary>Shared keys of OpenVPN: static keys in hex, keys of tls-crypt-v2 in base64.</summary>
internal static class OpenVpnKey
{
    private const int StaticBytes = 256;
    private const int MinBytes = 128;

    /// <summary>Reads the key; null when it has not the size of one.</summary>
    public static KeyReading? Read(PemText text)
    {
        using var bytes = new Scratch(StaticBytes);
        if (text.Label.Contains("Static", StringComparison.Ordinal))
        {
            DecodeHex(text.Body, bytes);
            return bytes.Length == StaticBytes && Randomness.LooksRandom(bytes.Span) ? Of("OpenVPN static key", bytes) : null;
        }

        Base64Text.Decode(text.Body, bytes);
        return bytes.Length >= MinBytes && Randomness.LooksRandom(bytes.Span) ? Of("OpenVPN tls-crypt-v2 key", bytes) : null;
    }

    private static KeyReading Of(string kind, Scratch bytes) => new Extent(0, bytes.Length).Of(KeySecrets.Shared(kind, "PEM", bytes.Span));

    private static void DecodeHex(ReadOnlySpan<byte> text, Scratch output)
    {
        using var digits = new Scratch(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiHexDigit((char)c))
            {
                digits.Add(c);
            }
        }

        foreach (var b in Convert.FromHexString(Encoding.ASCII.GetString(digits.Span[..(digits.Length & ~1)])))
        {
            output.Add(b);
        }
    }
}
