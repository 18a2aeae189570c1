using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Asn1;

/// <summary>Private keys as the base64 of their DER without BEGIN and END lines: values of settings, of JSON, of environment variables.</summary>
internal sealed class Base64DerFormat : KeyFormat
{
    private const int MaxDerBytes = 16 << 10;

    // Digits that hold the outer header of four bytes and the length behind it.
    private const int LongHeaderDigits = 6;

    // Dashes so close in front are those of a BEGIN line, which has its own format.
    private const int MaxLineBreakBytes = 24;

    // What the bytes behind the header look like when the DER begins at the first digit; the offset is that of the anchor.
    private static readonly (byte[] Digits, int Offset)[] Beginnings =
    [
        ("IBAAKC"u8.ToArray(), LongHeaderDigits), // 30 82 …, PKCS#1 with a modulus of 2048 bits or more
        ("IBAAKB"u8.ToArray(), LongHeaderDigits), // PKCS#1 with a smaller one
        ("IBADAN"u8.ToArray(), LongHeaderDigits), // PKCS#8, RSA
        ("IBADCC"u8.ToArray(), LongHeaderDigits), // PKCS#8, DSA
        ("AgEAMBMGByqGSM49"u8.ToArray(), 4), // PKCS#8, a curve with a long name
        ("AgEAMBAGByqGSM49"u8.ToArray(), 4), // PKCS#8, a curve with a short name
        ("MC4CAQAwBQYDK2V"u8.ToArray(), 0), // PKCS#8, Ed25519 or X25519
        ("MFECAQEwBQYDK2V"u8.ToArray(), 0), // the same with the public half
        ("MHcCAQEEI"u8.ToArray(), 0), // SEC1, 256 bits
        ("MHQCAQEEI"u8.ToArray(), 0), // SEC1, secp256k1
        ("MIGkAgEBBD"u8.ToArray(), 0), // SEC1, 384 bits
        ("MIHcAgEBBE"u8.ToArray(), 0), // SEC1, 521 bits
    ];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [.. Beginnings.Select(b => (ReadOnlyMemory<byte>)b.Digits)];

    public override int BeforeBytes => 64;

    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        foreach (var (digits, offset) in Beginnings)
        {
            var start = anchor - offset;
            if (start >= 0 && window[anchor..].StartsWith(digits) && IsBeginning(window, start))
            {
                return ReadAt(window, start);
            }
        }

        return [];
    }

    private static bool IsBeginning(ReadOnlySpan<byte> window, int start) =>
        window[start] == 'M'
        && (start == 0 || !Base64Text.IsDigit(window[start - 1]) || IsEscapedBreak(window[..start]))
        && window[Math.Max(0, start - MaxLineBreakBytes)..start].IndexOf("-----"u8) < 0;

    private static bool IsEscapedBreak(ReadOnlySpan<byte> before) => before.EndsWith("\\n"u8) || before.EndsWith("\\r"u8);

    private static IReadOnlyList<KeyReading> ReadAt(ReadOnlySpan<byte> window, int start)
    {
        if (LengthOf(window[start..]) is not { } length)
        {
            return [];
        }

        var digits = ((length * 4) + 2) / 3;
        var lines = new EmbeddedText(window, start, new EscapedText(window, start)) { DigitLimit = digits };
        using var text = new Scratch(digits);
        lines.ReadTo("-----"u8, text, digits * 2);
        using var der = new Scratch(length);
        Base64Text.Decode(text.Span, der);

        return DerPrivateKeys.Read(der.Span) is DerPrivateKey.Open { Key.Proof: KeyProof.Holds } key && der.Length >= length
            ? [new Extent(start, lines.End - start).Of(key, "base64", der.Span)]
            : [];
    }

    // Bytes of the whole element; null when they are too many.
    private static int? LengthOf(ReadOnlySpan<byte> text)
    {
        using var header = new Scratch(8);
        Base64Text.Decode(text[..Math.Min(text.Length, LongHeaderDigits)], header);
        return header.Span switch
        {
            [DerReader.Sequence, < 0x80 and var length, ..] => length + 2,
            [DerReader.Sequence, 0x81, var length, ..] => length + 3,
            [DerReader.Sequence, 0x82, var high, var low, ..] when ((high << 8) | low) <= MaxDerBytes => ((high << 8) | low) + 4,
            _ => null,
        };
    }
}
