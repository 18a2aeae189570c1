using System.Numerics;
using System.Text;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Xml;

/// <summary>RSAKeyValue and DSAKeyValue with their private elements, as .NET's ToXmlString writes them.</summary>
internal sealed class XmlKeyFormat : KeyFormat
{
    private const string Format = "XML";
    private const int MaxPrefixBytes = 16;
    private static readonly byte[] Rsa = "RSAKeyValue"u8.ToArray();
    private static readonly byte[] Dsa = "DSAKeyValue"u8.ToArray();

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Rsa, Dsa];

    public override int BeforeBytes => 64;

    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var name = window[anchor..].StartsWith(Rsa) ? Rsa : Dsa;
        var tag = Math.Max(anchor - MaxPrefixBytes, 0) + window[Math.Max(anchor - MaxPrefixBytes, 0)..anchor].LastIndexOf((byte)'<');
        var lines = new EmbeddedText(window, Math.Max(tag, 0), new EscapedText(window, anchor + name.Length), keepsTags: true);
        using var text = new Scratch(4_096);

        // The closing tag is the next place with this name; a name that opens nothing is followed by something else than elements.
        if (!lines.ReadTo(name, text) || text.Span.TrimStart((byte)' ') is not [(byte)'>', ..])
        {
            return [];
        }

        var isRsa = name == Rsa;
        var key = isRsa ? ReadRsa(text.Span) : ReadDsa(text.Span);
        var place = new Extent(anchor, lines.Position + name.Length - anchor);
        return key switch
        {
            null => [],
            _ when Has(text.Span, isRsa ? "D" : "X") => [place.Of(KeySecrets.Open(key, Format, text.Span))],
            { SpkiSha256: { } spki } => [place.Of(new PublicHalf(spki, null))],
            _ => [],
        };
    }

    private static ParsedKey? ReadRsa(ReadOnlySpan<byte> text)
    {
        var (n, e) = (Number(text, "Modulus"), Number(text, "Exponent"));
        if (n.IsZero || e.IsZero)
        {
            return null;
        }

        return Has(text, "D")
            ? RsaNumbers.Key(n, e, Number(text, "D"), Number(text, "P"), Number(text, "Q"))
            : new ParsedKey("RSA", (int)n.GetBitLength(), null, PublicKeyInfo.Rsa(n, e), KeyProof.Unchecked);
    }

    private static ParsedKey? ReadDsa(ReadOnlySpan<byte> text)
    {
        var (p, q, g, y) = (Number(text, "P"), Number(text, "Q"), Number(text, "G"), Number(text, "Y"));
        if (p.IsZero || y.IsZero)
        {
            return null;
        }

        return Has(text, "X")
            ? DiscreteLogNumbers.Dsa(p, q, g, y, Number(text, "X"))
            : new ParsedKey("DSA", (int)p.GetBitLength(), null, PublicKeyInfo.Dsa(p, q, g, y), KeyProof.Unchecked);
    }

    private static bool Has(ReadOnlySpan<byte> text, string element) => !Number(text, element).IsZero;

    // Base64 between the tag and the next one, the tag with or without a prefix.
    private static BigInteger Number(ReadOnlySpan<byte> text, string element)
    {
        var tag = Encoding.ASCII.GetBytes(element + ">");
        for (var at = text.IndexOf(tag); at > 0; at = Next(text, at, tag))
        {
            if (text[at - 1] is (byte)'<' or (byte)':' && !IsClosing(text, at))
            {
                var value = text[(at + tag.Length)..];
                var end = value.IndexOf((byte)'<');
                using var bytes = new Scratch(256);
                Base64Text.Decode(end < 0 ? value : value[..end], bytes);
                return new BigInteger(bytes.Span, isUnsigned: true, isBigEndian: true);
            }
        }

        return BigInteger.Zero;
    }

    private static int Next(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> tag) =>
        text[(at + 1)..].IndexOf(tag) is >= 0 and var next ? at + 1 + next : -1;

    private static bool IsClosing(ReadOnlySpan<byte> text, int at)
    {
        var open = text[..at].LastIndexOf((byte)'<');
        return open >= 0 && text[open + 1] == '/';
    }
}
