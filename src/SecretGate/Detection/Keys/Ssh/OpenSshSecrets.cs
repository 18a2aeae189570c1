using SecretGate.Detection.Keys.Numbers;

namespace SecretGate.Detection.Keys.Ssh;

/// <summary>The private fields of each key type in OpenSSH's form.</summary>
internal static class OpenSshSecrets
{
    private const int MinSecretBytes = 16;

    /// <summary>Reads the fields behind the type; null when they are not all there.</summary>
    public static ParsedKey? Read(string type, SshReader reader, ParsedKey? known) => type switch
    {
        "ssh-rsa" => Rsa(ref reader),
        "ssh-dss" => Dsa(ref reader),
        "ssh-ed25519" => Edwards(Oids.Ed25519, 32, ref reader),
        "ssh-ed448" => Edwards(Oids.Ed448, 57, ref reader),
        _ when type.StartsWith("sk-", StringComparison.Ordinal) => known,
        _ when type.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) => Ec(ref reader),
        _ => new ParsedKey(type, null, null, null, KeyProof.Unchecked),
    };

    /// <summary>True for a type whose private half is in a hardware token.</summary>
    public static bool IsStub(ReadOnlySpan<byte> typed) => new SshReader(typed).TryReadName(out var type) && type.StartsWith("sk-", StringComparison.Ordinal);

    /// <summary>True when a cut blob reaches into the secret fields.</summary>
    public static bool HoldsSome(ReadOnlySpan<byte> blob, ParsedKey? known)
    {
        var reader = new SshReader(blob);
        if (!reader.TryReadUInt32(out var check) || !reader.TryReadUInt32(out var again) || check != again || !reader.TryReadName(out var type))
        {
            return false;
        }

        var publicFields = type switch
        {
            "ssh-rsa" => 2,
            "ssh-dss" => 4,
            "ssh-ed25519" or "ssh-ed448" => 1,
            _ => type.StartsWith("ecdsa-", StringComparison.Ordinal) ? 2 : int.MaxValue,
        };
        for (var i = 0; i < publicFields; i++)
        {
            if (!reader.TryReadString(out _))
            {
                return false;
            }
        }

        return known is not null && reader.Rest.Length >= MinSecretBytes;
    }

    // n, e, d, qInv, p, q: a cut key may end behind d.
    private static ParsedKey? Rsa(ref SshReader reader)
    {
        if (!reader.TryReadNumber(out var n) || !reader.TryReadNumber(out var e) || !reader.TryReadNumber(out var d))
        {
            return null;
        }

        reader.TryReadNumber(out _);
        reader.TryReadNumber(out var p);
        return RsaNumbers.Key(n, e, d, p);
    }

    private static ParsedKey? Dsa(ref SshReader reader) =>
        reader.TryReadNumber(out var p)
        && reader.TryReadNumber(out var q)
        && reader.TryReadNumber(out var g)
        && reader.TryReadNumber(out var y)
        && reader.TryReadNumber(out var x)
            ? DiscreteLogNumbers.Dsa(p, q, g, y, x)
            : null;

    private static ParsedKey? Ec(ref SshReader reader) =>
        reader.TryReadName(out var name)
        && EcCurves.ByName(name) is { } curve
        && reader.TryReadString(out var point)
        && reader.TryReadString(out var scalar)
            ? EcNumbers.Key(curve, scalar, point)
            : null;

    // The private string is the seed followed by the public key once more; a cut key may end behind the seed.
    private static ParsedKey? Edwards(string oid, int size, ref SshReader reader) =>
        reader.TryReadString(out var publicKey) && publicKey.Length == size && reader.TryReadCutString(out var secret, out _) && secret.Length >= size
            ? EdwardsNumbers.Key(oid, secret[..size], publicKey)
            : null;
}
