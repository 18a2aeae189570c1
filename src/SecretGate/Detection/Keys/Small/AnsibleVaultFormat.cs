using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Small;

/// <summary>Files and values that Ansible's vault encrypted: a line that says how, then hex in lines.</summary>
internal sealed class AnsibleVaultFormat : KeyFormat
{
    private const int MaxHeaderBytes = 128;

    // Salt and MAC of 32 bytes and one block of 16, each as hex.
    private const int MinBytes = 64 + 64 + 32;
    private const string Format = "Ansible vault";

    private static ReadOnlySpan<byte> Begin => "$ANSIBLE_VAULT;"u8;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Begin.ToArray()];

    public override int BeforeBytes => 64;

    public override int AfterBytes => 256 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var next = window[(anchor + Begin.Length)..].IndexOf(Begin);
        window = next < 0 ? window : window[..(anchor + Begin.Length + next)];
        using var text = new Scratch(4_096);
        ReadText(window, anchor, text, int.MaxValue);

        var header = text.Span[..Math.Min(text.Length, MaxHeaderBytes)];
        var cipher = header.IndexOf("AES256"u8);
        var lineEnd = cipher < 0 ? -1 : header[cipher..].IndexOfAny((byte)'\n', (byte)' ');
        var payload = lineEnd < 0 ? [] : Hex(text.Span[(cipher + lineEnd)..]);
        if (payload.Length < MinBytes)
        {
            return [];
        }

        var digits = header[..(cipher + lineEnd)].ToArray().Count(Base64Text.IsDigit) + (payload.Length * 2);
        var end = ReadText(window, anchor, text, digits);
        var closed = KeySecrets.Closed(Format, payload);
        var vault = closed with { RuleId = KeyRule.Vault.Id, Severity = KeyRule.Vault.Severity, Masked = $"Ansible vault ({payload.Length} bytes)" };
        return [new Extent(anchor, end - anchor).Of(vault, ContainerFormats.AnsibleVault, payload)];
    }

    private static int ReadText(ReadOnlySpan<byte> window, int anchor, Scratch text, int digitLimit)
    {
        var lines = new EmbeddedText(window, anchor, new EscapedText(window, anchor + Begin.Length)) { DigitLimit = digitLimit };
        text.CutTo(0);
        lines.ReadTo(Begin, text);
        return lines.End;
    }

    // Digits to the first thing that is neither a digit nor a blank.
    private static byte[] Hex(ReadOnlySpan<byte> text)
    {
        using var digits = new Scratch(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiHexDigit((char)c))
            {
                digits.Add(c);
            }
            else if (c is not ((byte)' ' or (byte)'\n'))
            {
                break;
            }
        }

        return Convert.FromHexString(System.Text.Encoding.ASCII.GetString(digits.Span[..(digits.Length & ~1)]));
    }
}
