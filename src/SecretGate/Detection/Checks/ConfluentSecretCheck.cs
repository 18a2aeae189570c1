using System.Buffers.Binary;
using System.IO.Hashing;

namespace SecretGate.Detection.Checks;

/// <summary>
/// Confluent Cloud's secret: <c>cflt</c>, 54 characters, then the first 6 base64 characters of their CRC-32, low byte first.
/// </summary>
/// <remarks>https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html</remarks>
internal sealed class ConfluentSecretCheck : ICheck
{
    private const int Prefix = 4;
    private const int Stored = 6;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        if (candidate.Token.Length < Prefix + Stored)
        {
            return CheckOutcome.Damaged;
        }

        Span<byte> expected = stackalloc byte[Stored];
        Write(candidate.Token, expected);
        return candidate.Token.EndsWith(expected) ? CheckOutcome.Proven : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token) => Write(token, token[^Stored..]);

    private static void Write(ReadOnlySpan<byte> token, Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.HashToUInt32(token[Prefix..^Stored]));
        Alphabet.Base64.EncodeBits(bytes, text);
    }
}
