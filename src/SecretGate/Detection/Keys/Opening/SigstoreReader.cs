using System.Text.Json;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens cosign's keys: scrypt, then NaCl's secretbox (sigstore/sigstore, encrypted package).</summary>
internal sealed class SigstoreReader : ContainerReader
{
    private const int KeyBytes = 32;
    private const int TagBytes = 16;

    public override long? Cost(ReadOnlyMemory<byte> container)
    {
        using var json = JsonDocument.Parse(container);
        var (n, r, p) = NumbersOf(json.RootElement);
        return ScryptCost.Of(n, r, p);
    }

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        using var json = JsonDocument.Parse(container);
        var root = json.RootElement;
        var (n, r, p) = NumbersOf(root);
        var key = SCrypt.Generate(passphrase.ToArray(), root.GetProperty("kdf").GetProperty("salt").GetBytesFromBase64(), n, r, p, KeyBytes);

        // secretbox is XSalsa20 with its first 32 bytes as the tag's key; the plain text tells whether the passphrase fits.
        var engine = new XSalsa20Engine();
        engine.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(key), root.GetProperty("cipher").GetProperty("nonce").GetBytesFromBase64()));
        byte[] box = [.. new byte[KeyBytes], .. root.GetProperty("ciphertext").GetBytesFromBase64().AsSpan(TagBytes)];
        var plain = new byte[box.Length];
        engine.ProcessBytes(box, plain);
        return OpenedContainer.Of(Pkcs8Reader.KeyOf(plain.AsSpan(KeyBytes)));
    }

    private static (int N, int R, int P) NumbersOf(JsonElement root)
    {
        var numbers = root.GetProperty("kdf").GetProperty("params");
        return (numbers.GetProperty("N").GetInt32(), numbers.GetProperty("r").GetInt32(), numbers.GetProperty("p").GetInt32());
    }
}
