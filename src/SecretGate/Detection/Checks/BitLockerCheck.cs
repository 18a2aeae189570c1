namespace SecretGate.Detection.Checks;

/// <summary>A BitLocker recovery password: eight groups of six digits, each a multiple of 11 whose eleventh part fits 16 bits.</summary>
/// <remarks>https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/recovery-overview</remarks>
internal sealed class BitLockerCheck : ICheck
{
    private const int Digits = 6;
    private const int Step = Digits + 1;
    private const int Divisor = 11;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var token = candidate.Token;
        for (var at = 0; at + Digits <= token.Length; at += Step)
        {
            if (!int.TryParse(token.Slice(at, Digits), out var group) || group % Divisor != 0 || group / Divisor > ushort.MaxValue)
            {
                return CheckOutcome.NoSecret;
            }
        }

        return CheckOutcome.Proven;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        for (var at = 0; at + Digits <= token.Length; at += Step)
        {
            var group = int.Parse(token.Slice(at, Digits)) % (ushort.MaxValue + 1) * Divisor;
            group.TryFormat(token.Slice(at, Digits), out _, "D6");
        }
    }
}
