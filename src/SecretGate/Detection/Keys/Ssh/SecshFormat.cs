using System.Buffers.Binary;
using System.Numerics;
using SecretGate.Detection.Keys.Numbers;
using SecretGate.Detection.Keys.Text;

namespace SecretGate.Detection.Keys.Ssh;

/// <summary>Private keys as ssh.com's programs write them. The label says ENCRYPTED always; the cipher field says whether they are.</summary>
internal sealed class SecshFormat : KeyFormat
{
    private const uint Magic = 0x3F6FF9EB;
    private const string Format = "SSH2";

    private static ReadOnlySpan<byte> Begin => "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"u8;

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [Begin.ToArray()];

    public override int BeforeBytes => 64;

    public override int AfterBytes => 32 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var lines = new EmbeddedText(window, anchor, new EscapedText(window, anchor + Begin.Length));
        using var text = new Scratch(4_096);
        if (!lines.ReadTo("----"u8, text))
        {
            return [];
        }

        using var bytes = new Scratch(text.Length);
        Base64Text.Decode(SkipHeaders(text.Span), bytes);
        return Read(bytes.Span, new Extent(anchor, lines.End - anchor)) is { } reading ? [reading] : [];
    }

    /// <summary>The key of decrypted fields; null when they are none.</summary>
    public static ParsedKey? ReadSecrets(string type, ReadOnlySpan<byte> blob)
    {
        var outer = new SshReader(blob);
        if (!outer.TryReadString(out var fields))
        {
            return null;
        }

        var reader = new Numbers(fields);
        if (type.Contains("rsa", StringComparison.Ordinal))
        {
            return reader.TryRead(out var e) && reader.TryRead(out var d) && reader.TryRead(out var n) && reader.TryRead(out _) && reader.TryRead(out var p)
                ? RsaNumbers.Key(n, e, d, p)
                : null;
        }

        return type.Contains("dsa", StringComparison.Ordinal)
            && reader.TrySkip(4)
            && reader.TryRead(out var prime)
            && reader.TryRead(out var g)
            && reader.TryRead(out var q)
            && reader.TryRead(out var y)
            && reader.TryRead(out var x)
                ? DiscreteLogNumbers.Dsa(prime, q, g, y, x)
                : null;
    }

    private static KeyReading? Read(ReadOnlySpan<byte> bytes, Extent place)
    {
        var reader = new SshReader(bytes);
        if (!reader.TryReadUInt32(out var magic)
            || magic != Magic
            || !reader.TryReadUInt32(out _)
            || !reader.TryReadName(out var type)
            || !reader.TryReadName(out var cipher)
            || !reader.TryReadString(out var blob))
        {
            return null;
        }

        if (cipher == "none")
        {
            return ReadSecrets(type, blob) is { } key ? place.Of(KeySecrets.Open(key, Format, blob)) : null;
        }

        return blob.Length < 16 ? null : place.Of(KeySecrets.Closed(Format, blob), ContainerFormats.Secsh, bytes[..reader.Position].ToArray());
    }

    // Header lines have a colon; one that ends in a backslash goes on.
    private static ReadOnlySpan<byte> SkipHeaders(ReadOnlySpan<byte> text)
    {
        var rest = text;
        while (rest.IndexOf((byte)'\n') is >= 0 and var end && (rest[..end].Contains((byte)':') || rest[..end].Trim((byte)' ').IsEmpty))
        {
            rest = rest[(end + 1)..];
        }

        return rest;
    }

    // Numbers of this format: size in bits, then as many bytes as that takes.
    private ref struct Numbers(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool TrySkip(int count)
        {
            var isThere = count <= _rest.Length;
            _rest = isThere ? _rest[count..] : default;
            return isThere;
        }

        public bool TryRead(out BigInteger value)
        {
            value = default;
            if (!BinaryPrimitives.TryReadUInt32BigEndian(_rest, out var bits) || bits > RsaNumbers.MaxBits || ((bits + 7) / 8) + 4 > _rest.Length)
            {
                return false;
            }

            value = new BigInteger(_rest.Slice(4, (int)(bits + 7) / 8), isUnsigned: true, isBigEndian: true);
            return TrySkip(4 + ((int)(bits + 7) / 8));
        }
    }
}
