using System.IO.Hashing;

namespace SecretGate.Detection.Checks;

/// <summary>
/// GitLab's routable tokens: <c>prefix-payload.version.LLCCCCCCC</c>, where LL is the payload's length and CCCCCCC the CRC-32 of everything
/// before it, both in base36. Earlier ones have no version part; that form's checksum is not confirmed.
/// </summary>
/// <remarks>https://docs.gitlab.com/development/cells/routable_tokens/</remarks>
internal sealed class GitLabRoutableCheck : ICheck
{
    private const int LengthDigits = 2;
    private const int ChecksumDigits = 7;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        var firstDot = token.IndexOf((byte)'.');
        if (firstDot < 0 || token.Length < LengthDigits + ChecksumDigits)
        {
            return CheckOutcome.Plausible;
        }

        Span<byte> expected = stackalloc byte[ChecksumDigits];
        Alphabet.Base36.Write(Crc32.HashToUInt32(token[..^ChecksumDigits]), expected);
        if (token.EndsWith(expected))
        {
            return CheckOutcome.Proven;
        }

        return token.LastIndexOf((byte)'.') == firstDot ? CheckOutcome.Doubtful : CheckOutcome.Damaged;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        var dot = token.IndexOf((byte)'.');
        if (dot < 0)
        {
            return;
        }

        var payload = dot - token.IndexOf((byte)'-') - 1;
        Alphabet.Base36.Write((uint)payload, token[^(LengthDigits + ChecksumDigits)..^ChecksumDigits]);
        Alphabet.Base36.Write(Crc32.HashToUInt32(token[..^ChecksumDigits]), token[^ChecksumDigits..]);
    }
}
