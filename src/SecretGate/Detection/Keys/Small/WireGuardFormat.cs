using System.Buffers.Text;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Small;

/// <summary>Private keys of WireGuard, in the sections of wg-quick, systemd-networkd, NetworkManager and OpenWrt that hold them.</summary>
internal sealed class WireGuardFormat : KeyFormat
{
    private const int KeyDigits = 44;
    private const int KeyBytes = 32;
    private const string Format = "WireGuard";

    // Longest way from the section's name to its key: a handful of settings and comments.
    private const int SectionBytes = 2_048;

    private static readonly byte[][] Sections = ["[Interface]"u8.ToArray(), "[WireGuard]"u8.ToArray(), "[wireguard]"u8.ToArray(), "'wireguard'"u8.ToArray()];
    private static readonly byte[][] Names = ["PrivateKey"u8.ToArray(), "private-key"u8.ToArray(), "private_key"u8.ToArray(), "PRIVATEKEY"u8.ToArray()];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [.. Sections.Select(s => (ReadOnlyMemory<byte>)s)];

    public override int BeforeBytes => 0;

    public override int AfterBytes => SectionBytes;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var section = window[(anchor + 4)..Math.Min(window.Length, anchor + SectionBytes)];
        foreach (var next in Sections)
        {
            section = section.IndexOf(next) is >= 0 and var end ? section[..end] : section;
        }

        foreach (var name in Names)
        {
            if (section.IndexOf(name) is >= 0 and var at && ReadValue(section[(at + name.Length)..], out var skipped) is { } key)
            {
                var start = anchor + 4 + at + name.Length + skipped;
                return [new Extent(start, KeyDigits).Of(KeySecrets.Open(key, Format, default))];
            }
        }

        return [];
    }

    private static ParsedKey? ReadValue(ReadOnlySpan<byte> text, out int skipped)
    {
        var value = text.TrimStart(" \t=:'\"\\"u8);
        skipped = text.Length - value.Length;
        Span<byte> secret = stackalloc byte[KeyBytes + 1];
        var isKey = skipped > 0
            && value.Length >= KeyDigits
            && value[KeyDigits - 1] == '='
            && (value.Length == KeyDigits || !Base64Text.IsDigit(value[KeyDigits]))
            && Base64.DecodeFromUtf8(value[..KeyDigits], secret, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == KeyBytes
            && Randomness.LooksRandom(secret[..KeyBytes]);
        return isKey ? EdwardsNumbers.Key(Oids.X25519, secret[..KeyBytes]) : null;
    }
}
