using System.Numerics;
using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Pgp;

/// <summary>The public and private fields of each key algorithm (RFC 9580, section 5.5.5).</summary>
internal static class PgpAlgorithms
{
    private static readonly byte[] Ed25519Legacy = [0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01];
    private static readonly byte[] Curve25519Legacy = [0x2B, 0x06, 0x01, 0x04, 0x01, 0x97, 0x55, 0x01, 0x05, 0x01];

    /// <summary>Reads the public fields; null when the algorithm is unknown or they are cut.</summary>
    public static PgpPublicFields? ReadPublic(int algorithm, ref PgpReader reader)
    {
        switch (algorithm)
        {
            case 1 or 2 or 3:
                return reader.TryReadNumber(out var n) && reader.TryReadNumber(out var e) ? new PgpPublicFields(algorithm) { Numbers = [n, e] } : null;
            case 16 or 20:
                return ReadNumbers(algorithm, 3, ref reader);
            case 17:
                return ReadNumbers(algorithm, 4, ref reader);
            case 18 or 19 or 22:
                return ReadCurve(algorithm, ref reader);
            case 25 or 27:
                return ReadRaw(algorithm, 32, ref reader);
            case 26:
                return ReadRaw(algorithm, 56, ref reader);
            case 28:
                return ReadRaw(algorithm, 57, ref reader);
            default:
                return null;
        }
    }

    /// <summary>The key of private fields; null when they are not there.</summary>
    public static ParsedKey? ReadSecret(PgpPublicFields open, ref PgpReader reader)
    {
        var numbers = open.Numbers;
        return open.Algorithm switch
        {
            1 or 2 or 3 => reader.TryReadNumber(out var d) && reader.TryReadNumber(out var p) && reader.TryReadNumber(out var q) && reader.TryReadNumber(out _)
                ? RsaNumbers.Key(numbers[0], numbers[1], d, p, q)
                : null,
            16 or 20 => reader.TryReadNumber(out var x) ? DiscreteLogNumbers.ElGamal(numbers[0], numbers[1], numbers[2], x) : null,
            17 => reader.TryReadNumber(out var x) ? DiscreteLogNumbers.Dsa(numbers[0], numbers[1], numbers[2], numbers[3], x) : null,
            18 or 19 or 22 => reader.TryReadMpi(out var scalar) ? OnCurve(open, scalar) : null,
            25 or 26 or 27 or 28 => reader.TryReadBytes(open.Point.Length, out var secret) ? EdwardsNumbers.Key(open.Oid, secret, open.Point) : null,
            _ => null,
        };
    }

    /// <summary>The public side alone.</summary>
    public static ParsedKey Known(PgpPublicFields open)
    {
        var numbers = open.Numbers;
        return open.Algorithm switch
        {
            1 or 2 or 3 => new ParsedKey("RSA", Bits(numbers[0]), null, PublicKeyInfo.Rsa(numbers[0], numbers[1]), KeyProof.Unchecked),
            17 => new ParsedKey("DSA", Bits(numbers[0]), null, PublicKeyInfo.Dsa(numbers[0], numbers[1], numbers[2], numbers[3]), KeyProof.Unchecked),
            16 or 20 => new ParsedKey("ElGamal", Bits(numbers[0]), null, null, KeyProof.Unchecked),
            _ when open.Curve is { } curve => new ParsedKey("EC", curve.Bits, curve.Name, EcNumbers.PublicKey(curve, open.Point), KeyProof.Unchecked),
            _ => new ParsedKey(NameOf(open.Oid), null, null, PublicKeyInfo.Raw(open.Oid, open.Point), KeyProof.Unchecked),
        };
    }

    private static ParsedKey? OnCurve(PgpPublicFields open, ReadOnlySpan<byte> scalar)
    {
        if (open.Curve is { } curve)
        {
            return EcNumbers.Key(curve, scalar, open.Point);
        }

        // The legacy forms are integers: leading zeros are lost, and X25519 stands in the other byte order.
        Span<byte> secret = stackalloc byte[32];
        secret.Clear();
        if (scalar.Length > secret.Length)
        {
            return null;
        }

        scalar.CopyTo(secret[(secret.Length - scalar.Length)..]);
        if (open.Oid == Oids.X25519)
        {
            secret.Reverse();
        }

        return EdwardsNumbers.Key(open.Oid, secret, open.Point);
    }

    private static PgpPublicFields? ReadNumbers(int algorithm, int count, ref PgpReader reader)
    {
        var numbers = new BigInteger[count];
        for (var i = 0; i < count; i++)
        {
            if (!reader.TryReadNumber(out numbers[i]))
            {
                return null;
            }
        }

        return new PgpPublicFields(algorithm) { Numbers = numbers };
    }

    private static PgpPublicFields? ReadRaw(int algorithm, int size, ref PgpReader reader) =>
        reader.TryReadBytes(size, out var point)
            ? new PgpPublicFields(algorithm)
            {
                Point = point.ToArray(),
                Oid = algorithm switch { 25 => Oids.X25519, 26 => Oids.X448, 27 => Oids.Ed25519, _ => Oids.Ed448 },
            }
            : null;

    private static PgpPublicFields? ReadCurve(int algorithm, ref PgpReader reader)
    {
        if (!reader.TryReadByte(out var size) || !reader.TryReadBytes(size, out var oid) || !reader.TryReadMpi(out var point))
        {
            return null;
        }

        // ECDH has a reserved byte and the names of a hash and a cipher behind its size.
        if (algorithm == 18 && (!reader.TryReadByte(out var parameters) || !reader.TryReadBytes(parameters, out _)))
        {
            return null;
        }

        var isEdwards = oid.SequenceEqual(Ed25519Legacy);
        if (isEdwards || oid.SequenceEqual(Curve25519Legacy))
        {
            return point is [0x40, ..] && point.Length == 33
                ? new PgpPublicFields(algorithm) { Oid = isEdwards ? Oids.Ed25519 : Oids.X25519, Point = point[1..].ToArray() }
                : null;
        }

        return CurveOf(oid) is { } curve ? new PgpPublicFields(algorithm) { Curve = curve, Point = point.ToArray() } : null;
    }

    private static EcCurve? CurveOf(ReadOnlySpan<byte> oid)
    {
        var element = new Asn1.DerReader((byte[])[Asn1.DerReader.ObjectIdentifier, (byte)oid.Length, .. oid]);
        return oid.Length < 32 && element.TryReadOid(out var text) ? EcCurves.ByOid(text) : null;
    }

    private static string NameOf(string oid) => oid switch
    {
        Oids.Ed25519 => "Ed25519",
        Oids.X25519 => "X25519",
        Oids.Ed448 => "Ed448",
        _ => "X448",
    };

    private static int Bits(BigInteger number) => (int)number.GetBitLength();
}

/// <summary>Public fields of a key packet.</summary>
/// <param name="Algorithm">Number of the algorithm.</param>
internal sealed record PgpPublicFields(int Algorithm)
{
    /// <summary>Integers of RSA, DSA, ElGamal.</summary>
    public BigInteger[] Numbers { get; init; } = [];

    /// <summary>Curve of ECDSA and ECDH; null for others.</summary>
    public EcCurve? Curve { get; init; }

    /// <summary>Algorithm of keys that are strings of bytes.</summary>
    public string Oid { get; init; } = "";

    /// <summary>Public point or string.</summary>
    public byte[] Point { get; init; } = [];
}
