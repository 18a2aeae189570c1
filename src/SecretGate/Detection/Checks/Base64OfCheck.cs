using System.Text;

namespace SecretGate.Detection.Checks;

/// <summary>Behind its prefix the token is base64 of a text that begins in a fixed way.</summary>
internal sealed class Base64OfCheck(string prefix, string beginning) : ICheck
{
    private readonly byte[] beginning = Encoding.UTF8.GetBytes(beginning);

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[beginning.Length];
        var body = candidate.Token[Math.Min(prefix.Length, candidate.Token.Length)..];
        return Base64Text.Decode(body, bytes) == bytes.Length && bytes.SequenceEqual(beginning)
            ? CheckOutcome.Proven
            : CheckOutcome.Doubtful;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Whole groups of 3 bytes are 4 characters; the rest of the text goes into the group that the token already has.
        var body = token[prefix.Length..];
        Span<byte> bytes = stackalloc byte[(beginning.Length + 2) / 3 * 3];
        var characters = bytes.Length / 3 * 4;
        Base64Text.Decode(body[..characters], bytes);
        beginning.CopyTo(bytes);
        Base64Text.Encode(bytes, body[..characters]);
    }
}
