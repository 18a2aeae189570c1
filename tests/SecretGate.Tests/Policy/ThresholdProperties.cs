using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

/// <summary>What must hold for every image: a looser policy never closes the gate for more.</summary>
[Properties(Arbitrary = [typeof(Images)], MaxTest = 100, Replay = "20260331,7")]
public sealed class ThresholdProperties
{
    private static readonly Severity?[] Levels = [Severity.Info, Severity.Low, Severity.Medium, Severity.High, Severity.Critical, null];

    private static readonly GatePolicy Strict = Given.BuiltIn("strict");

    [Property]
    public void A_higher_level_never_blocks_more(IReadOnlyList<Finding> findings)
    {
        foreach (var (lower, higher) in Levels.Zip(Levels.Skip(1)))
        {
            foreach (var other in Levels)
            {
                IsWithin(Blocking(new Threshold(higher, other, Confidence.Possible), findings), Blocking(new Threshold(lower, other, Confidence.Possible), findings));
                IsWithin(Blocking(new Threshold(other, higher, Confidence.Possible), findings), Blocking(new Threshold(other, lower, Confidence.Possible), findings));
            }
        }
    }

    [Property]
    public void A_higher_confidence_never_blocks_more(IReadOnlyList<Finding> findings)
    {
        foreach (var level in Levels)
        {
            IsWithin(Blocking(new Threshold(level, level, Confidence.Likely), findings), Blocking(new Threshold(level, level, Confidence.Possible), findings));
            IsWithin(Blocking(new Threshold(level, level, Confidence.Proven), findings), Blocking(new Threshold(level, level, Confidence.Likely), findings));
        }
    }

    [Property]
    public void An_exception_or_a_baseline_never_blocks_more(IReadOnlyList<Finding> findings)
    {
        var all = Given.Policy("version: 1\nextends: strict\nfail-on: info\nconfidence: possible\n");
        var some = Given.Policy("version: 1\nextends: strict\nfail-on: info\nconfidence: possible\nexceptions: [{path: a/**, reason: r, expires: 2030-01-01}]\n");

        IsWithin(Blocking(some, findings), Blocking(all, findings));
        IsWithin([], Blocking(all with { IsReportOnly = true }, findings));
    }

    [Property]
    public void The_verdict_is_that_of_its_findings_in_any_order(IReadOnlyList<Finding> findings)
    {
        var forth = Given.Judge(Strict, findings).Images[0].Findings;
        var back = Given.Judge(Strict, [.. findings.Reverse()]).Images[0].Findings;

        back.ShouldBe(forth);
    }

    private static HashSet<Finding> Blocking(Threshold threshold, IReadOnlyList<Finding> findings) =>
        Blocking(Strict with { Threshold = threshold }, findings);

    private static HashSet<Finding> Blocking(GatePolicy policy, IReadOnlyList<Finding> findings) =>
        [.. Given.Judge(policy, findings).Images[0].Findings.Where(judged => judged.IsBlocking).Select(judged => judged.Finding)];

    private static void IsWithin(IEnumerable<Finding> part, HashSet<Finding> whole) => part.All(whole.Contains).ShouldBeTrue();

    /// <summary>Findings of every severity, confidence and origin.</summary>
    public static class Images
    {
        public static Arbitrary<IReadOnlyList<Finding>> Findings()
        {
            var location =
                from path in Gen.Elements("a/id", "b/id", "c")
                from layer in Gen.Choose(0, 3)
                from origin in Gen.Elements(Enum.GetValues<Origin>())
                select Given.File(path, layer, origin);
            var finding =
                from severity in Gen.Elements(Enum.GetValues<Severity>())
                from confidence in Gen.Elements(Enum.GetValues<Confidence>())
                from fingerprint in Gen.Choose(0, int.MaxValue)
                from locations in location.NonEmptyListOf()
                select Given.Finding("private-key", severity, confidence, $"{fingerprint:x32}", [.. locations.Distinct().OrderBy(place => place.Origin)]);
            return finding.ListOf().Select(findings => (IReadOnlyList<Finding>)[.. findings.DistinctBy(one => one.Fingerprint)]).ToArbitrary();
        }
    }
}
