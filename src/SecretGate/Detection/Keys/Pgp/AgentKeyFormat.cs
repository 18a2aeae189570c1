using System.Buffers;
using System.Numerics;
using System.Text;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Pgp;

/// <summary>
/// Files of GnuPG's agent (private-keys-v1.d): S-expressions, canonical or readable, in which a key is open, protected, or a stub that
/// points at a card.
/// </summary>
internal sealed class AgentKeyFormat : KeyFormat
{
    private const string Format = "GnuPG agent";
    private const int MaxElements = 200;
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" ()\r\n\t"u8);

    private static readonly byte[][] Beginnings =
    [
        "(11:private-key"u8.ToArray(), "(21:protected-private-key"u8.ToArray(), "(private-key"u8.ToArray(), "(protected-private-key"u8.ToArray(),
    ];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [.. Beginnings.Select(b => (ReadOnlyMemory<byte>)b)];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var fields = ReadFields(window[anchor..], out var algorithm, out var length);
        if (length == 0)
        {
            return [];
        }

        var place = new Extent(anchor, length);
        if (fields.TryGetValue("protected", out var payload))
        {
            return payload.Length < 16 ? [] : [place.Of(KeySecrets.Closed(Format, payload, ReadKey(algorithm, fields)))];
        }

        return ReadKey(algorithm, fields) is { Proof: not KeyProof.Unchecked } key ? [place.Of(KeySecrets.Open(key, Format, default))] : [];
    }

    private static ParsedKey? ReadKey(string algorithm, Dictionary<string, byte[]> fields)
    {
        BigInteger Number(string name) => new(fields.GetValueOrDefault(name), isUnsigned: true, isBigEndian: true);
        var isOpen = fields.ContainsKey("d") || fields.ContainsKey("x");
        return algorithm switch
        {
            "rsa" when isOpen => RsaNumbers.Key(Number("n"), Number("e"), Number("d"), Number("p")),
            "rsa" => new ParsedKey("RSA", (int)Number("n").GetBitLength(), null, PublicKeyInfo.Rsa(Number("n"), Number("e")), KeyProof.Unchecked),
            "dsa" when isOpen => DiscreteLogNumbers.Dsa(Number("p"), Number("q"), Number("g"), Number("y"), Number("x")),
            "elg" when isOpen => DiscreteLogNumbers.ElGamal(Number("p"), Number("g"), Number("y"), Number("x")),
            "ecc" when isOpen => ReadCurve(fields),
            _ => null,
        };
    }

    private static ParsedKey? ReadCurve(Dictionary<string, byte[]> fields)
    {
        var name = Encoding.ASCII.GetString(fields.GetValueOrDefault("curve") ?? []);
        byte[] point = fields.GetValueOrDefault("q") ?? [], secret = fields["d"];
        if (name is not ("Ed25519" or "Curve25519"))
        {
            return EcCurves.ByName(name.Replace("NIST ", "", StringComparison.Ordinal)) is { } curve ? EcNumbers.Key(curve, secret, point) : null;
        }

        if (secret.Length > 33 || point is not [0x40, ..])
        {
            return null;
        }

        // Numbers: leading zeros come and go, and X25519 stands in the other byte order.
        byte[] padded = [.. new byte[33], .. secret];
        var scalar = padded[^32..];
        if (name == "Curve25519")
        {
            Array.Reverse(scalar);
        }

        return EdwardsNumbers.Key(name == "Ed25519" ? Oids.Ed25519 : Oids.X25519, scalar, point.AsSpan(1));
    }

    // Flat: the first word inside an inner list is a name, the last string of it its value.
    private static Dictionary<string, byte[]> ReadFields(ReadOnlySpan<byte> text, out string algorithm, out int length)
    {
        var fields = new Dictionary<string, byte[]>();
        algorithm = "";
        length = 0;
        var (position, depth) = (0, 0);
        string? name = null;
        for (var i = 0; i < MaxElements && position < text.Length; i++)
        {
            position += text[position..].IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var blanks ? blanks : text.Length - position;
            if (position >= text.Length)
            {
                break;
            }

            if (text[position] is (byte)'(' or (byte)')')
            {
                depth += text[position] == '(' ? 1 : -1;
                name = null;
                position++;
                if (depth == 0)
                {
                    length = position;
                    break;
                }
            }
            else if (ReadAtom(text, ref position) is not { } atom)
            {
                break;
            }
            else if (name is null)
            {
                name = Encoding.ASCII.GetString(atom);
                algorithm = depth == 2 ? name : algorithm;
            }
            else
            {
                fields[name.StartsWith("protected", StringComparison.Ordinal) || depth > 3 ? "protected" : name] = atom;
            }
        }

        return fields;
    }

    // 3:abc, #616263#, "abc", or a word.
    private static byte[]? ReadAtom(ReadOnlySpan<byte> text, ref int position)
    {
        var rest = text[position..];
        if (rest[0] == '#')
        {
            var end = rest[1..].IndexOf((byte)'#');
            position += end + 2;
            return end < 0 ? null : Convert.FromHexString(new string([.. Encoding.ASCII.GetString(rest.Slice(1, end)).Where(char.IsAsciiHexDigit)]));
        }

        if (rest[0] == '"')
        {
            var end = rest[1..].IndexOf((byte)'"');
            position += end + 2;
            return end < 0 ? null : rest.Slice(1, end).ToArray();
        }

        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits is > 0 and < 6 && rest[digits] == ':' && int.TryParse(rest[..digits], out var size) && size < rest.Length - digits)
        {
            position += digits + 1 + size;
            return rest.Slice(digits + 1, size).ToArray();
        }

        var word = rest.IndexOfAny(WordEnds);
        position += Math.Max(word, 1);
        return word <= 0 ? null : rest[..word].ToArray();
    }
}
