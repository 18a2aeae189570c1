using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Json;

/// <summary>JSON Web Keys (RFC 7517, 7518, 8037, and the draft for ML-DSA), alone or in a set.</summary>
internal sealed class JwkFormat : KeyFormat
{
    private const string Format = "JWK";
    private const int MinSharedBytes = 16;

    // The name behind its quote, which may be escaped for JSON or XML around it.
    private static readonly byte[][] Names = ["\"kty"u8.ToArray(), "'kty"u8.ToArray(), "u0022kty"u8.ToArray(), "quot;kty"u8.ToArray()];

    // RFC 8037, section 2.
    private static readonly Dictionary<string, string> EdwardsCurves = new()
    {
        ["Ed25519"] = Oids.Ed25519,
        ["Ed448"] = Oids.Ed448,
        ["X25519"] = Oids.X25519,
        ["X448"] = Oids.X448,
    };

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } = [.. Names.Select(n => (ReadOnlyMemory<byte>)n)];

    // kty may be the last member.
    public override int BeforeBytes => 16 << 10;

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        if (!LooseObject.TryRead(window, anchor, "kty"u8, out var members))
        {
            return [];
        }

        using var read = members;
        var place = new Extent(members.Start, members.Length);
        return members.Text("kty") switch
        {
            "RSA" => Private(members, Rsa(members), place),
            "EC" => Private(members, Ec(members), place),
            "OKP" => Private(members, Okp(members), place),
            "AKP" => Private(members, PostQuantumNumbers.FromSeed(members.Text("alg") ?? "", members.Bytes("priv")), place),
            "oct" => Shared(members, place),
            _ => [],
        };
    }

    private static IReadOnlyList<KeyReading> Private(LooseObject members, ParsedKey? key, Extent place)
    {
        if (key is null)
        {
            return [];
        }

        return members.Has("d") || members.Has("priv")
            ? [place.Of(KeySecrets.Open(key, Format, members.Bytes("d")))]
            : [place.Of(new PublicHalf(key.SpkiSha256!, null))]; // public keys are only made with their SPKI
    }

    private static ParsedKey? Rsa(LooseObject members)
    {
        var (n, e, d) = (members.Number("n"), members.Number("e"), members.Number("d"));
        if (n.IsZero || e.IsZero)
        {
            return null;
        }

        return !members.Has("d")
            ? new ParsedKey("RSA", (int)n.GetBitLength(), null, PublicKeyInfo.Rsa(n, e), KeyProof.Unchecked)
            : d.IsZero ? null : RsaNumbers.Key(n, e, d, members.Number("p"), members.Number("q"));
    }

    private static ParsedKey? Ec(LooseObject members)
    {
        if (EcCurves.ByName(members.Text("crv") ?? "") is not { } curve)
        {
            return null;
        }

        var size = (curve.Bits + 7) / 8;
        byte[] x = members.Bytes("x"), y = members.Bytes("y"), d = members.Bytes("d");
        byte[] point = x.Length == size && y.Length == size ? [4, .. x, .. y] : [];
        if (members.Has("d"))
        {
            return d.Length < size / 2 ? null : EcNumbers.Key(curve, d, point);
        }

        return EcNumbers.PublicKey(curve, point) is { } spki ? new ParsedKey("EC", curve.Bits, curve.Name, spki, KeyProof.Unchecked) : null;
    }

    private static ParsedKey? Okp(LooseObject members)
    {
        if (!EdwardsCurves.TryGetValue(members.Text("crv") ?? "", out var oid))
        {
            return null;
        }

        var x = members.Bytes("x");
        return members.Has("d")
            ? EdwardsNumbers.Key(oid, members.Bytes("d"), x)
            : x.Length is 32 or 56 or 57 ? new ParsedKey("OKP", null, null, PublicKeyInfo.Raw(oid, x), KeyProof.Unchecked) : null;
    }

    // A random string is a key only where the object says what it is for.
    private static IReadOnlyList<KeyReading> Shared(LooseObject members, Extent place)
    {
        var k = members.Bytes("k");
        var isKey = k.Length >= MinSharedBytes && Randomness.LooksRandom(k) && (members.Has("alg") || members.Has("use") || members.Has("kid"));
        return isKey ? [place.Of(KeySecrets.Shared("symmetric key", Format, k))] : [];
    }
}
