using SecretGate.Findings;

namespace SecretGate.Policy;

/// <summary>A finding and what the policy made of it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="IsBlocking">It closes the gate (always false under report-only).</param>
/// <param name="Exception">The exception that accepts it; null when none does.</param>
/// <param name="IsInBaseline">The baseline holds it.</param>
public sealed record JudgedFinding(Finding Finding, bool IsBlocking, AcceptedBy? Exception, bool IsInBaseline)
{
    /// <summary>True when an exception or the baseline accepts it: such a finding is in no SARIF file.</summary>
    public bool IsAccepted => Exception is not null || IsInBaseline;
}

/// <summary>The exception that accepts a finding.</summary>
/// <param name="Reason">Why, in its author's words; hostile text.</param>
/// <param name="Expires">Last day on which it holds (UTC).</param>
public sealed record AcceptedBy(string Reason, DateOnly Expires);
