namespace SecretGate.Detection.Checks;

/// <summary>Base64 of <c>user:password</c> in printable ASCII: Docker's <c>auth</c>, npm's <c>_auth</c>, HTTP's Basic scheme.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc7617#section-2</remarks>
internal sealed class UserPasswordCheck : ICheck
{
    private const int MaximumBytes = 4096;
    private static readonly PlaceholderCheck Placeholder = new();

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        var length = Base64Text.Decode(candidate.Token, bytes);
        if (length <= 0 || bytes[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return CheckOutcome.NoSecret;
        }

        var colon = bytes[..length].IndexOf((byte)':');
        if (colon < 0 || colon + 1 == length)
        {
            return CheckOutcome.NoSecret;
        }

        var password = new Candidate(bytes[(colon + 1)..length], bytes[..colon], []);
        return Placeholder.Test(password) == CheckOutcome.NoSecret ? CheckOutcome.NoSecret : CheckOutcome.Proven;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[token.TrimEnd((byte)'=').Length * 3 / 4];
        Base64Text.Decode(token, bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Alphabet.Base62[bytes[i] % Alphabet.Base62.Size];
        }

        bytes[Math.Min(2, bytes.Length - 2)] = (byte)':';
        Base64Text.Encode(bytes, token);
    }
}
