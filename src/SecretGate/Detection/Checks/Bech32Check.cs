namespace SecretGate.Detection.Checks;

/// <summary>Bech32 (BIP-173): a human-readable part, <c>1</c>, data and a 6-character checksum with constant 1; all of one case (age, Nostr).</summary>
/// <remarks>https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki</remarks>
internal sealed class Bech32Check : ICheck
{
    private const int Digits = 6;

    private static ReadOnlySpan<uint> Generator => [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate) => Remainder(candidate.Token) == 1 ? CheckOutcome.Proven : CheckOutcome.Damaged;

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        var isUpper = token.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0;
        token[^Digits..].Fill(isUpper ? (byte)'Q' : (byte)'q');
        var difference = Remainder(token) ^ 1;
        for (var i = 0; i < Digits; i++)
        {
            var digit = Alphabet.Bech32[(int)(difference >> (5 * (Digits - 1 - i))) & 31];
            token[^(Digits - i)] = isUpper && digit >= 'a' ? (byte)(digit - 0x20) : digit;
        }
    }

    // 0 when it is no Bech32 at all.
    private static uint Remainder(ReadOnlySpan<byte> token)
    {
        var separator = token.LastIndexOf((byte)'1');
        var isMixed = token.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0 && token.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0;
        if (separator < 1 || token.Length < separator + 1 + Digits || isMixed)
        {
            return 0;
        }

        var remainder = 1u;
        foreach (var character in token[..separator])
        {
            remainder = Step(remainder, (uint)Lower(character) >> 5);
        }

        remainder = Step(remainder, 0);
        foreach (var character in token[..separator])
        {
            remainder = Step(remainder, (uint)Lower(character) & 31);
        }

        foreach (var character in token[(separator + 1)..])
        {
            var value = Alphabet.Bech32.ValueOf(Lower(character));
            if (value < 0)
            {
                return 0;
            }

            remainder = Step(remainder, (uint)value);
        }

        return remainder;
    }

    private static uint Step(uint remainder, uint value)
    {
        var top = remainder >> 25;
        remainder = ((remainder & 0x1FFFFFF) << 5) ^ value;
        for (var i = 0; i < Generator.Length; i++)
        {
            remainder ^= (top >> i & 1) == 1 ? Generator[i] : 0;
        }

        return remainder;
    }

    private static byte Lower(byte character) => character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character | 0x20) : character;
}
