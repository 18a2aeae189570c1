using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting.Content;

namespace SecretGate.Tests.Policy;

public sealed class ExceptionTests
{
    private const string Fingerprint = "00112233445566778899aabbccddeeff";
    private const string OtherFingerprint = "ffeeddccbbaa99887766554433221100";

    [Theory]
    [InlineData("fingerprint: " + Fingerprint)]
    [InlineData("path: app/test/id")]
    [InlineData("path: /app/**")]
    [InlineData("rule: private-key")]
    [InlineData("layer: 2")]
    [InlineData("layer: sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc")]
    [InlineData("image: ghcr.io/acme/app:ci")]
    [InlineData("image: ghcr.io/acme/app")]
    [InlineData("image: '**/app'")]
    [InlineData("fingerprint: " + Fingerprint + ", path: '**/id', rule: private-key, layer: 2, image: ghcr.io/*/app")]
    public void A_finding_for_which_every_condition_holds_is_accepted(string conditions)
    {
        var judged = Judge(conditions, Given.Finding(at: Given.File("app/test/id", layer: 2))).Images[0].Findings.ShouldHaveSingleItem();

        judged.IsBlocking.ShouldBeFalse();
        judged.IsAccepted.ShouldBeTrue();
        judged.Exception.ShouldBe(new AcceptedBy("A fixture.", new DateOnly(2026, 12, 31)));
    }

    [Theory]
    [InlineData("fingerprint: " + OtherFingerprint)]
    [InlineData("path: app/test")]
    [InlineData("path: test/**")]
    [InlineData("rule: github-pat")]
    [InlineData("layer: 0")]
    [InlineData("layer: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("image: ghcr.io/acme/application")]
    [InlineData("image: ghcr.io/*")]
    [InlineData("fingerprint: " + OtherFingerprint + ", path: app/**")]
    [InlineData("fingerprint: " + Fingerprint + ", layer: 1")]
    [InlineData("path: app/**, image: other")]
    public void One_condition_that_does_not_hold_keeps_the_gate_shut(string conditions)
    {
        var judgement = Judge(conditions, Given.Finding(at: Given.File("app/test/id", layer: 2)));

        judgement.Verdict.ShouldBe(Verdict.Closed);
        judgement.Images[0].Findings[0].IsAccepted.ShouldBeFalse();
    }

    [Fact]
    public void A_secret_that_also_stands_elsewhere_is_not_accepted_by_its_path()
    {
        var judgement = Judge("path: app/test/**", Given.Finding(at: [Given.File("app/test/id"), Given.File("root/.ssh/id")]));

        judgement.Verdict.ShouldBe(Verdict.Closed);
        judgement.Images[0].Findings[0].Exception.ShouldBeNull();
    }

    [Fact]
    public void Several_exceptions_may_cover_the_places_of_a_secret_and_the_first_to_end_is_named()
    {
        var policy = Given.Policy("""
            version: 1
            exceptions:
              - {path: a/**, reason: First., expires: 2026-12-31}
              - {path: b/**, reason: Second., expires: 2026-06-30}
              - {path: b/id, reason: Third., expires: 2026-09-30}
            """);

        var judgement = Given.Judge(policy, Given.Finding(at: [Given.File("a/id"), Given.File("b/id")]));

        judgement.Images[0].Findings[0].Exception.ShouldBe(new AcceptedBy("Third.", new DateOnly(2026, 9, 30)));
        judgement.Remarks.ShouldBe(["policy.yml:4:5: this exception accepted nothing in this run: remove it."]);
    }

    [Fact]
    public void Places_of_the_base_that_close_nothing_need_no_exception()
    {
        var judgement = Judge("path: app/**", Given.Finding(at: [Given.File("app/id", layer: 1), Given.File("usr/id", origin: Origin.Base)]));

        judgement.Verdict.ShouldBe(Verdict.Open);
        judgement.Images[0].Findings[0].IsAccepted.ShouldBeFalse("it is still in the base, and still reported");
    }

    [Theory]
    [InlineData("path: '**'")]
    [InlineData("layer: 0")]
    public void A_place_that_is_no_file_of_a_layer_has_no_path_and_no_layer(string conditions) =>
        Judge(conditions, Given.Finding(at: Given.Config())).Verdict.ShouldBe(Verdict.Closed);

    [Theory]
    [InlineData(Place.LayerFile, Verdict.Open)]
    [InlineData(Place.LayerMetadata, Verdict.Open)]
    [InlineData(Place.LayerRaw, Verdict.Closed)]
    [InlineData(Place.Artifact, Verdict.Closed)]
    public void A_path_is_that_of_a_file(Place place, Verdict verdict) =>
        Judge("path: app/**", Given.Finding(at: Given.File("app/id", place: place))).Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("path: app/**", Verdict.Closed)]
    [InlineData("layer: 0", Verdict.Closed)]
    [InlineData("rule: private-key", Verdict.Open)]
    [InlineData("fingerprint: " + Fingerprint, Verdict.Open)]
    public void Places_that_are_not_listed_are_covered_by_no_path_or_layer(string conditions, Verdict verdict) =>
        Judge(conditions, Given.Finding() with { LocationsNotListed = 1 }).Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("2026-03-31", Verdict.Open)]
    [InlineData("2026-04-01", Verdict.Open)]
    [InlineData("2026-03-30", Verdict.Closed)]
    public void An_exception_ends_with_its_day(string expires, Verdict verdict)
    {
        var judgement = Given.Judge(
            Given.Policy($"version: 1\nexceptions:\n  - {{rule: private-key, reason: r, expires: {expires}}}\n"), Given.Finding());

        judgement.Verdict.ShouldBe(verdict);
        judgement.Remarks.ShouldBe(
            verdict == Verdict.Open ? [] : ["policy.yml:3:5: this exception ended on 2026-03-30 and accepts nothing: renew or remove it."]);
    }

    [Fact]
    public void An_exception_that_accepted_nothing_is_told_unless_it_is_about_another_image()
    {
        var policy = Given.Policy("""
            version: 1
            exceptions:
              - {rule: private-key, reason: r, expires: 2026-12-31}
              - {rule: github-pat, reason: r, expires: 2026-12-31}
              - {path: app/**, image: other/app, reason: r, expires: 2026-12-31}
            """);

        Given.Judge(policy, Given.Finding()).Remarks.ShouldBe(["policy.yml:4:5: this exception accepted nothing in this run: remove it."]);
    }

    [Theory]
    [InlineData("path: '**'")]
    [InlineData("path: '**/*'")]
    [InlineData("path: '**', image: '**'")]
    public void An_exception_for_every_file_works_and_is_told(string conditions)
    {
        var judgement = Judge(conditions, Given.Finding());

        judgement.Verdict.ShouldBe(Verdict.Open);
        judgement.Remarks.ShouldHaveSingleItem().ShouldEndWith("accepts every finding in every file: name a path, a rule or a fingerprint.");
    }

    [Fact]
    public void A_rule_is_meant_as_the_evidence_names_it()
    {
        var judgement = Judge("rule: private-key", Given.Finding("private-key"), Given.Finding("github-pat"));

        judgement.Images[0].Findings.Select(judged => (judged.Finding.RuleId, judged.IsAccepted))
            .ShouldBe([("github-pat", false), ("private-key", true)]);
    }

    [Fact]
    public void The_entry_that_a_report_offers_is_refused_until_somebody_fills_it_in_and_then_accepts_its_finding()
    {
        var finding = Given.Finding();
        var entry = "version: 1\n" + string.Concat(Advice.ExceptionEntry(finding).Select(line => string.Concat(line.Pieces.Select(piece => piece.Text)) + "\n"));

        Should.Throw<GateException>(() => Given.Policy(entry)).Message.ShouldBe("policy.yml:4:13: the exception gives no reason.");
        var reasoned = entry.Replace(PolicyExceptionReader.ReasonToFillIn, "Trusted nowhere.", StringComparison.Ordinal);
        Should.Throw<GateException>(() => Given.Policy(reasoned)).Message.ShouldBe("policy.yml:5:14: \"YYYY-MM-DD\" is no day.");
        var filledIn = reasoned.Replace("YYYY-MM-DD", "2026-12-31", StringComparison.Ordinal);

        Given.Judge(Given.Policy(filledIn), finding).Verdict.ShouldBe(Verdict.Open);
    }

    private static Judgement Judge(string conditions, params IReadOnlyList<Finding> findings) => Given.Judge(
        Given.Policy($"version: 1\nexceptions:\n  - {{{conditions}, reason: A fixture., expires: 2026-12-31}}\n"), findings);
}
