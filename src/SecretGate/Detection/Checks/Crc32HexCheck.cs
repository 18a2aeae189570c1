using System.Buffers.Binary;
using System.IO.Hashing;

namespace SecretGate.Detection.Checks;

/// <summary>The last 8 characters are a CRC-32 in hex.</summary>
/// <param name="coversPrefix">The checksum covers the token from its first byte (Atlassian, Grafana), not from behind the first underscore (Cloudflare, Zuplo).</param>
/// <param name="isLittleEndian">The low byte is written first (Grafana).</param>
/// <param name="isUpperCase">How <see cref="Repair"/> writes it; either case passes.</param>
/// <param name="otherwise">What a checksum that does not hold means.</param>
internal sealed class Crc32HexCheck(bool coversPrefix, bool isLittleEndian, bool isUpperCase, CheckOutcome otherwise) : ICheck
{
    private const int Digits = 8;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        return token.Length > Digits
            && Convert.FromHexString(token[^Digits..], stackalloc byte[sizeof(uint)], out _, out _) == System.Buffers.OperationStatus.Done
            && uint.Parse(token[^Digits..], System.Globalization.NumberStyles.AllowHexSpecifier, null) == Expected(token)
            ? CheckOutcome.Proven
            : otherwise;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token) =>
        Expected(token).TryFormat(token[^Digits..], out _, isUpperCase ? "X8" : "x8");

    private uint Expected(ReadOnlySpan<byte> token)
    {
        var covered = token[..^Digits];
        // An underscore in front of the checksum parts the two and is not covered; Atlassian's "=" is.
        covered = covered.EndsWith("_"u8) ? covered[..^1] : covered;
        covered = coversPrefix ? covered : covered[(covered.IndexOf((byte)'_') + 1)..];
        var crc = Crc32.HashToUInt32(covered);
        return isLittleEndian ? BinaryPrimitives.ReverseEndianness(crc) : crc;
    }
}
