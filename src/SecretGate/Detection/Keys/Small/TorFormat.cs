using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Small;

/// <summary>Keys of Tor's onion services, version 3: a tag of 32 bytes, then the expanded Ed25519 secret (torspec, rend-spec-v3).</summary>
internal sealed class TorFormat : KeyFormat
{
    private const int SecretBytes = 64;

    private static ReadOnlySpan<byte> Tag => "== ed25519v1-secret: type0 ==\0\0\0"u8;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Tag.ToArray()];

    public override int BeforeBytes => 0;

    public override int AfterBytes => Tag.Length + SecretBytes;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var secret = window[(anchor + Tag.Length)..];
        return secret.Length < SecretBytes
            ? []
            : [new Extent(anchor, Tag.Length + SecretBytes).Of(KeySecrets.Open(EdwardsNumbers.ExpandedEd25519(secret[..SecretBytes]), "Tor", secret[..SecretBytes]))];
    }
}
