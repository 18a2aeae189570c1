using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Findings;

namespace SecretGate.Policy;

/// <summary>From where on a finding closes the gate.</summary>
/// <param name="Own">Lowest severity of what the build put in; null for never.</param>
/// <param name="Base">Lowest severity of what the base image brought; null for never.</param>
/// <param name="Confidence">Lowest confidence.</param>
internal sealed record Threshold(Severity? Own, Severity? Base, Confidence Confidence)
{
    /// <summary>The word for an origin whose findings never close the gate.</summary>
    public const string Never = "never";

    /// <summary>
    /// This threshold with one level for all: for own findings, and for those of the base unless they never close the gate. A level says
    /// how bad, not whose.
    /// </summary>
    public Threshold At(Severity level) => this with { Own = level, Base = Base is null ? null : level };

    /// <summary>True when a finding of this severity and confidence, found in a place of this origin, is at or above the threshold.</summary>
    public bool IsMetBy(Severity severity, Confidence confidence, Origin origin) =>
        confidence >= Confidence && severity >= (origin is Origin.Own ? Own : Base);

    /// <summary><c>own: high, base: never, confidence: likely</c>.</summary>
    public override string ToString() => $"own: {Word(Own)}, base: {Word(Base)}, confidence: {YamlWords.Word(Confidence)}";

    private static string Word(Severity? level) => level is { } severity ? YamlWords.Word(severity) : Never;
}
