using SecretGate.Detection.Checks;

namespace SecretGate.Detection.Scanning;

/// <summary>What a rule's checks make of a token.</summary>
/// <param name="IsSecret">False when some check says that it is none.</param>
/// <param name="IsProven">True when a checksum holds, or it decodes to what it must.</param>
/// <param name="Confidence">The rule's, moved by the checks.</param>
/// <param name="Severity">The rule's, or info when a checksum fails.</param>
internal readonly record struct TokenVerdict(bool IsSecret, bool IsProven, Confidence Confidence, Severity Severity)
{
    /// <summary>Runs the checks of a rule.</summary>
    public static TokenVerdict Of(CompiledRule rule, in Candidate candidate)
    {
        var verdict = new TokenVerdict(IsSecret: true, IsProven: false, rule.Rule.Confidence, rule.Rule.Severity);
        foreach (var check in rule.Checks)
        {
            verdict = verdict.After(check.Test(candidate));
            if (!verdict.IsSecret)
            {
                break;
            }
        }

        return verdict;
    }

    private TokenVerdict After(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.NoSecret => this with { IsSecret = false },
        CheckOutcome.Damaged => this with { Severity = Severity.Info, Confidence = Confidence.Possible },
        CheckOutcome.Doubtful => this with { Confidence = Confidence == Confidence.Possible ? Confidence : Confidence - 1 },
        CheckOutcome.Proven => this with { IsProven = true, Confidence = Confidence.Proven },
        _ => this,
    };
}
