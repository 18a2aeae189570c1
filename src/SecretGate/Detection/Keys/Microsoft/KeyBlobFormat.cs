using System.Buffers.Binary;
using System.Numerics;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Microsoft;

/// <summary>
/// Key structures of Windows, little-endian and without ASN.1: CryptoAPI's PRIVATEKEYBLOB (strong-name and .pvk files), CNG's
/// BCRYPT_RSAKEY_BLOB and BCRYPT_ECCKEY_BLOB.
/// </summary>
internal sealed class KeyBlobFormat : KeyFormat
{
    private const int HeaderBytes = 8;
    private const string Capi = "PRIVATEKEYBLOB";
    private const string Cng = "CNG key blob";

    // bType 7, bVersion 2, reserved, algorithm CALG_RSA_SIGN or CALG_RSA_KEYX, magic.
    private static readonly byte[] Sign = [0x07, 0x02, 0, 0, 0x00, 0x24, 0, 0, .. "RSA2"u8];
    private static readonly byte[] Exchange = [0x07, 0x02, 0, 0, 0x00, 0xA4, 0, 0, .. "RSA2"u8];
    private static readonly byte[] RsaFull = "RSA3"u8.ToArray();

    private static readonly (byte[] Magic, string Oid, int Size)[] EcKinds =
    [
        ([.. "ECS2"u8, 32, 0, 0, 0], "1.2.840.10045.3.1.7", 32),
        ([.. "ECS4"u8, 48, 0, 0, 0], "1.3.132.0.34", 48),
        ([.. "ECS6"u8, 66, 0, 0, 0], "1.3.132.0.35", 66),
        ([.. "ECK2"u8, 32, 0, 0, 0], "1.2.840.10045.3.1.7", 32),
        ([.. "ECK4"u8, 48, 0, 0, 0], "1.3.132.0.34", 48),
        ([.. "ECK6"u8, 66, 0, 0, 0], "1.3.132.0.35", 66),
    ];

    public override IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; } =
        [Sign, Exchange, RsaFull, .. EcKinds.Select(k => (ReadOnlyMemory<byte>)k.Magic)];

    public override int BeforeBytes => 0;

    public override int AfterBytes => 16 << 10;

    protected override IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor)
    {
        var blob = window[anchor..];
        if (blob.StartsWith(RsaFull))
        {
            return ReadCngRsa(blob, anchor);
        }

        return blob[0] == 0x07 ? ReadCapi(blob, anchor) : ReadCngEc(blob, anchor);
    }

    /// <summary>The key of a PRIVATEKEYBLOB behind its header, from the magic on; null when the size is wrong.</summary>
    /// <param name="body">Magic, bits, exponent, modulus, primes, and so on.</param>
    /// <param name="length">Bytes that it takes.</param>
    public static ParsedKey? ReadCapiBody(ReadOnlySpan<byte> body, out int length)
    {
        length = 0;
        if (body.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) is not (>= RsaNumbers.MinBits and <= RsaNumbers.MaxBits and var bits) || bits % 16 != 0)
        {
            return null;
        }

        var size = (int)bits / 8;
        var half = size / 2;
        length = 12 + (2 * size) + (5 * half);
        if (body.Length < length)
        {
            return null;
        }

        var numbers = body[12..];
        return RsaNumbers.Key(
            Little(numbers[..size]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[8..]),
            Little(numbers.Slice(size + (5 * half), size)),
            Little(numbers.Slice(size, half)),
            Little(numbers.Slice(size + half, half)));
    }

    private static IReadOnlyList<KeyReading> ReadCapi(ReadOnlySpan<byte> blob, int anchor) =>
        ReadCapiBody(blob[HeaderBytes..], out var length) is { } key
            ? [new Extent(anchor, HeaderBytes + length).Of(KeySecrets.Open(key, Capi, blob[..(HeaderBytes + length)]))]
            : [];

    // Magic, bits, then the sizes of exponent, modulus and primes, then all numbers, big-endian.
    private static IReadOnlyList<KeyReading> ReadCngRsa(ReadOnlySpan<byte> blob, int anchor)
    {
        if (blob.Length < 24)
        {
            return [];
        }

        Span<int> sizes = stackalloc int[5];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32LittleEndian(blob[(4 + (4 * i))..]);
        }

        var (bits, exponent, modulus, p, q) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
        var fits = bits is >= RsaNumbers.MinBits and <= RsaNumbers.MaxBits && exponent is > 0 and <= 8 && modulus == (bits + 7) / 8
            && p > 0 && p < modulus && q > 0 && q < modulus && blob.Length >= 24 + exponent + modulus + p + q;
        if (!fits)
        {
            return [];
        }

        var numbers = blob[24..];
        var key = RsaNumbers.Key(
            Big(numbers.Slice(exponent, modulus)), Big(numbers[..exponent]), BigInteger.Zero, Big(numbers.Slice(exponent + modulus, p)));
        var length = 24 + exponent + (2 * modulus) + (2 * (p + q));
        return key.Proof != KeyProof.Holds ? [] : [new Extent(anchor, Math.Min(length, blob.Length)).Of(KeySecrets.Open(key, Cng, default))];
    }

    private static IReadOnlyList<KeyReading> ReadCngEc(ReadOnlySpan<byte> blob, int anchor)
    {
        foreach (var (magic, oid, size) in EcKinds)
        {
            if (blob.StartsWith(magic) && blob.Length >= magic.Length + (3 * size) && EcCurves.ByOid(oid) is { } curve)
            {
                var numbers = blob[magic.Length..];
                var key = EcNumbers.Key(curve, numbers.Slice(2 * size, size), (byte[])[4, .. numbers[..(2 * size)]]);
                return key.Proof != KeyProof.Holds ? [] : [new Extent(anchor, magic.Length + (3 * size)).Of(KeySecrets.Open(key, Cng, default))];
            }
        }

        return [];
    }

    private static BigInteger Little(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Big(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
