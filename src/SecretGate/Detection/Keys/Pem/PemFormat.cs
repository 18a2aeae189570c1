namespace SecretGate.Detection.Keys.Pem;

/// <summary>Everything between BEGIN and END lines, in whatever text it stands.</summary>
internal sealed class PemFormat : KeyFormat
{
    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [PemText.Begin.ToArray()];

    // Marks and quotes in front of the line.
    public override int BeforeBytes => 64;

    // An RSA key of 16384 bits takes 13 KiB of base64; escapes, quotes and indentation may more than double it.
    public override int AfterBytes => 64 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var reach = window[..Math.Min(window.Length, anchor + AfterBytes)];
        using var text = PemText.Read(reach, anchor);
        if (text is null)
        {
            return [];
        }

        return text.Label.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase) && PemPrivateKey.Read(text) is { } reading ? [reading] : [];
    }
}
