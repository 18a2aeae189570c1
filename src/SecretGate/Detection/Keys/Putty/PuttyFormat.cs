using SecretGate.Detection.Keys.Ssh;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Putty;

/// <summary>PuTTY private key files, versions 2 and 3.</summary>
internal sealed class PuttyFormat : KeyFormat
{
    private const int MacCharacters = 80;
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    private static ReadOnlySpan<byte> MacName => "Private-MAC:"u8;

    private static ReadOnlySpan<byte> Begin => "PuTTY-User-Key-File-"u8;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Begin.ToArray()];

    public override int BeforeBytes => 64;

    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var lines = new EmbeddedText(window, anchor, new EscapedText(window, anchor + Begin.Length));

        // The next file begins where this one must have ended.
        var next = lines.Rest.IndexOf(Begin);
        window = next < 0 ? window : window[..(lines.Position + next)];
        lines = new EmbeddedText(window, anchor, new EscapedText(window, anchor + Begin.Length));

        using var text = new Scratch(4_096);
        if (!lines.ReadTo(MacName, text))
        {
            return [];
        }

        lines.DigitLimit = MacName.Length - 1 + (text.Span.StartsWith("2"u8) ? Sha1Digits : Sha256Digits);
        lines.ReadTo(Begin, text, MacCharacters);
        return PuttyFile.Read(text.Span) is { } file && Read(file, text.Span, new Extent(anchor, lines.End - anchor)) is { } reading ? [reading] : [];
    }

    private static KeyReading? Read(PuttyFile file, ReadOnlySpan<byte> text, Extent place)
    {
        var format = $"PuTTY v{file.Version}";
        if (file.Encryption != "none")
        {
            return SshPublicKey.Read(file.PublicBlob) is { } known && file.PrivateBlob.Length % 16 == 0
                ? place.Of(KeySecrets.Closed(format, file.PrivateBlob, known), ContainerFormats.Putty, text.ToArray())
                : null;
        }

        return PuttySecrets.Read(file.Type, file.PublicBlob, file.PrivateBlob) is { } key
            ? place.Of(KeySecrets.Open(key, format, file.PrivateBlob))
            : null;
    }
}
