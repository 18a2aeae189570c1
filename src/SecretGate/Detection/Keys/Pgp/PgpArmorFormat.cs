using SecretGate.Detection.Keys.Pem;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Pgp;

/// <summary>OpenPGP private keys in ASCII armor (RFC 9580, section 6), with or without headers and checksum.</summary>
internal sealed class PgpArmorFormat : KeyFormat
{
    // Shorter runs of base64 digits at the start are words of a header whose line break is lost.
    private const int MinBodyDigits = 48;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = ["-----BEGIN PGP PRIVATE KEY"u8.ToArray(), "-----BEGIN PGP SECRET KEY"u8.ToArray()];

    public override int BeforeBytes => 64;

    // Keys with many signatures and a picture.
    public override int AfterBytes => 512 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        using var text = PemText.Read(window, anchor);
        if (text is null)
        {
            return [];
        }

        foreach (var layout in PemLayout.All)
        {
            using var body = layout(text.Body);
            if (body is not null && Read(BodyOf(body.Span)) is { Count: > 0 } readings)
            {
                var end = readings[^1].Start + readings[^1].Length;
                var place = text.ExtentOf(window, end);
                return [.. readings.Select(r => r with { Start = place.Start, Length = place.Length })];
            }
        }

        return [];
    }

    private static IReadOnlyList<KeyReading> Read(ReadOnlySpan<byte> base64)
    {
        using var bytes = new Scratch(base64.Length);
        Base64Text.Decode(base64, bytes);
        return PgpKeys.Read(bytes.Span, "OpenPGP armor");
    }

    // Headers are lines with a colon; where the line breaks are lost they end before the first long run of digits.
    private static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> body)
    {
        var rest = PemBody.Split(body).Base64;
        while (!rest.IsEmpty)
        {
            var run = Base64Text.RunLength(rest);
            if (run >= MinBodyDigits)
            {
                return rest;
            }

            rest = rest[Math.Min(rest.Length, run + 1)..];
        }

        return body;
    }
}
