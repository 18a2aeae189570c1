using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens Ansible's vaults, format 1.1 and 1.2: PBKDF2 gives a key, a MAC key and a counter; the MAC tells the right passphrase.</summary>
internal sealed class AnsibleVaultReader : ContainerReader
{
    private const int Iterations = 10_000;
    private const int KeyBytes = 32;

    // 80 bytes of SHA-256 are three blocks.
    public override long? Cost(ReadOnlyMemory<byte> container) => Parts(container.Span).Length == 3 ? 3 * Iterations : null;

    public override OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase)
    {
        var parts = Parts(container.Span);
        var derived = Rfc2898DeriveBytes.Pbkdf2(passphrase, parts[0], Iterations, HashAlgorithmName.SHA256, 2 * KeyBytes);
        return HMACSHA256.HashData(derived.AsSpan(KeyBytes), parts[2]).AsSpan().SequenceEqual(parts[1])
            ? new OpenedContainer([], []) { IsText = true }
            : null;
    }

    // Salt, MAC, ciphertext, each in hex on a line.
    private static byte[][] Parts(ReadOnlySpan<byte> container) => [.. Encoding.ASCII.GetString(container).Split('\n').Select(Convert.FromHexString)];
}
