using System.IO.Hashing;

namespace SecretGate.Detection.Checks;

/// <summary>
/// The last 6 characters are the CRC-32 of the characters between the prefix and them, in base62 with leading zeros: GitHub's and npm's tokens.
/// </summary>
/// <remarks>https://github.blog/engineering/behind-githubs-new-authentication-token-formats/ (2021-04-05)</remarks>
internal sealed class Crc32Base62Check(CheckOutcome otherwise) : ICheck
{
    private const int Digits = 6;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        var start = BodyStart(token);
        if (token.Length < start + Digits)
        {
            return otherwise;
        }

        Span<byte> expected = stackalloc byte[Digits];
        Alphabet.Base62.Write(Crc32.HashToUInt32(token[start..^Digits]), expected);
        return token.EndsWith(expected) ? CheckOutcome.Proven : otherwise;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token) =>
        Alphabet.Base62.Write(Crc32.HashToUInt32(token[BodyStart(token)..^Digits]), token[^Digits..]);

    // Behind the last underscore: of `github_pat_<22>_<59>` only the second part is covered.
    private static int BodyStart(ReadOnlySpan<byte> token) => token.LastIndexOf((byte)'_') + 1;
}
