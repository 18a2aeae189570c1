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

        if (text.Label.StartsWith("PGP ", StringComparison.Ordinal))
        {
            return []; // has a format of its own
        }

        if (text.Label.Contains("PRIVATE KEY", StringComparison.OrdinalIgnoreCase))
        {
            return PemPrivateKey.Read(text) is { } reading ? [Place(reading, text, reach)] : [];
        }

        if (text.Label.StartsWith("OpenVPN", StringComparison.Ordinal))
        {
            return OpenVpnKey.Read(text) is { } reading ? [Place(reading, text, reach)] : [];
        }

        return PemPublicKey.Read(text) is { } half ? [text.ExtentOf(reach, 0).Of(half)] : [];
    }

    private static KeyReading Place(KeyReading reading, PemText text, ReadOnlySpan<byte> window)
    {
        var place = text.ExtentOf(window, reading.Length);
        var placed = reading with { Start = place.Start, Length = place.Length };
        return placed.Secret is { } secret && IsServiceAccount(window[(place.Start + place.Length)..])
            ? placed with { Secret = secret with { Masked = secret.Masked + " of a Google service account, its client_email beside it" } }
            : placed;
    }

    // The member that follows the key in the JSON file of a Google service account.
    private static bool IsServiceAccount(ReadOnlySpan<byte> behind)
    {
        var near = behind[..Math.Min(behind.Length, 512)];
        return near.IndexOf("client_email"u8) >= 0 && near.IndexOf("gserviceaccount"u8) >= 0;
    }
}
