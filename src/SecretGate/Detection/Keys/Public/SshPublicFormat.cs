using System.Text;
using SecretGate.Detection.Keys.Ssh;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Public;

/// <summary>Public keys of SSH on a line: <c>.pub</c> files, <c>authorized_keys</c>, <c>known_hosts</c>.</summary>
internal sealed class SshPublicFormat : KeyFormat
{
    private static readonly string[] Types =
    [
        "ssh-rsa", "ssh-dss", "ssh-ed25519", "ssh-ed448", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    // The blob begins with the length of its type, whose upper bytes are zero.
    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } =
        [.. Types.Select(type => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(type + " AAAA"))];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var start = anchor + window[anchor..].IndexOf((byte)' ') + 1;
        var digits = Base64Text.RunLength(window[start..]);
        using var blob = new Scratch(digits);
        Base64Text.Decode(window.Slice(start, digits), blob);
        return SshPublicKey.Read(blob.Span)?.SpkiSha256 is { } spki
            ? [new Extent(anchor, start + digits - anchor).Of(new PublicHalf(spki, null))]
            : [];
    }
}
