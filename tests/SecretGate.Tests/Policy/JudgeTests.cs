using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

public sealed class JudgeTests
{
    private static readonly GatePolicy Default = Given.BuiltIn("default");
    private static readonly GatePolicy Strict = Given.BuiltIn("strict");
    private static readonly GatePolicy Audit = Given.BuiltIn("audit");

    [Theory]
    [InlineData(Severity.Critical, Confidence.Proven, Origin.Own, Verdict.Closed)]
    [InlineData(Severity.High, Confidence.Likely, Origin.Own, Verdict.Closed)]
    [InlineData(Severity.High, Confidence.Possible, Origin.Own, Verdict.Open)]
    [InlineData(Severity.Medium, Confidence.Proven, Origin.Own, Verdict.Open)]
    [InlineData(Severity.Critical, Confidence.Proven, Origin.Base, Verdict.Open)]
    public void The_default_policy_closes_for_own_findings_from_high_and_likely_on(
        Severity severity, Confidence confidence, Origin origin, Verdict verdict)
    {
        var judgement = Given.Judge(Default, Given.Finding(severity: severity, confidence: confidence, at: Given.File("app/id", origin: origin)));

        judgement.Verdict.ShouldBe(verdict);
        judgement.ExitCode.ShouldBe(verdict == Verdict.Closed ? ExitCode.Closed : ExitCode.Open);
        judgement.Images[0].Findings.ShouldHaveSingleItem().IsBlocking.ShouldBe(verdict == Verdict.Closed);
    }

    [Theory]
    [MemberData(nameof(StatesAndPlaces))]
    public void Every_state_and_place_closes_the_gate(StateKind state, Place place)
    {
        var location = Given.File("app/id", place: place) with { State = new PathState(state, null) };

        Given.Judge(Default, Given.Finding(at: location)).Verdict.ShouldBe(Verdict.Closed);
    }

    public static IEnumerable<TheoryDataRow<StateKind, Place>> StatesAndPlaces() =>
        from state in Enum.GetValues<StateKind>()
        from place in Enum.GetValues<Place>()
        select new TheoryDataRow<StateKind, Place>(state, place);

    [Fact]
    public void The_base_image_counts_under_the_strict_policy() =>
        Given.Judge(Strict, Given.Finding(at: Given.File("app/id", origin: Origin.Base))).Verdict.ShouldBe(Verdict.Closed);

    [Fact]
    public void A_secret_of_the_base_that_the_build_copied_too_is_own()
    {
        var finding = Given.Finding(at: [Given.File("app/id", layer: 2), Given.File("root/id", origin: Origin.Base)]);

        Given.Judge(Default, finding).Verdict.ShouldBe(Verdict.Closed);
    }

    [Fact]
    public void Under_report_only_findings_are_reported_and_close_nothing()
    {
        var judgement = Given.Judge(Audit, Given.Finding());

        judgement.Verdict.ShouldBe(Verdict.Open);
        judgement.ExitCode.ShouldBe(ExitCode.Open);
        judgement.Images[0].Findings.ShouldHaveSingleItem().IsBlocking.ShouldBeFalse();
    }

    [Theory]
    [InlineData(UnreadReason.NestedDamaged)]
    [InlineData(UnreadReason.NestedEncrypted)]
    public void Damaged_and_encrypted_nested_files_pass_under_default_and_not_under_strict(string reason)
    {
        var image = Given.Image([], Given.Unread(reason));

        var passed = Given.Judge(Default, null, image);
        passed.Verdict.ShouldBe(Verdict.Open);
        passed.Images[0].Coverage.Notes.ShouldHaveSingleItem().MayPass.ShouldBeTrue();
        Given.Judge(Audit, null, image).Verdict.ShouldBe(Verdict.Open);

        var stopped = Given.Judge(Strict, null, image);
        stopped.Verdict.ShouldBe(Verdict.Incomplete);
        stopped.ExitCode.ShouldBe(ExitCode.Incomplete);
        stopped.Images[0].Coverage.Notes.ShouldHaveSingleItem().MayPass.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(OtherReasons))]
    public void Anything_else_unread_ends_the_run_with_3_under_every_shipped_policy(string reason)
    {
        foreach (var policy in new[] { Default, Strict, Audit })
        {
            Given.Judge(policy, null, Given.Image([], Given.Unread(UnreadReason.NestedDamaged, reason))).ExitCode.ShouldBe(ExitCode.Incomplete);
        }

        var allowed = Given.Policy($"version: 1\nunread: [nested-damaged, {reason}]\n");
        Given.Judge(allowed, null, Given.Image([], Given.Unread(UnreadReason.NestedDamaged, reason))).ExitCode.ShouldBe(ExitCode.Open);
    }

    public static IEnumerable<TheoryDataRow<string>> OtherReasons() =>
        UnreadReason.All.Except([UnreadReason.NestedDamaged, UnreadReason.NestedEncrypted]).Select(reason => new TheoryDataRow<string>(reason));

    [Fact]
    public void Bytes_that_are_missing_without_a_note_keep_the_gate_shut() =>
        Given.Judge(Default, null, Given.Image([], new Coverage([Given.Account(unreadBytes: 1)], []))).Verdict.ShouldBe(Verdict.Incomplete);

    [Fact]
    public void A_run_that_missed_bytes_is_incomplete_even_when_it_found_a_key()
    {
        var judgement = Given.Judge(Default, null, Given.Image([Given.Finding()], Given.Unread(UnreadReason.Damaged)));

        judgement.ExitCode.ShouldBe(ExitCode.Incomplete);
        judgement.Images[0].Findings.ShouldHaveSingleItem().IsBlocking.ShouldBeTrue();
    }

    [Fact]
    public void Each_image_has_its_verdict_and_the_worst_is_that_of_the_run()
    {
        var judgement = Given.Judge(
            Default, null, Given.Image([]), Given.Image([Given.Finding()]), Given.Image([], Given.Unread(UnreadReason.Missing)));

        judgement.Images.Select(image => image.Verdict).ShouldBe([Verdict.Open, Verdict.Closed, Verdict.Incomplete]);
        judgement.Verdict.ShouldBe(Verdict.Incomplete);
    }

    [Fact]
    public void A_run_without_an_image_is_incomplete() => Given.Judge(Default, null, []).Verdict.ShouldBe(Verdict.Incomplete);

    [Fact]
    public void A_rule_that_is_off_reports_nothing_and_the_report_says_so()
    {
        var judgement = Given.Judge(Given.Policy("version: 1\nrules: [{id: private-key, enabled: false}]\n"), Given.Finding());

        judgement.Verdict.ShouldBe(Verdict.Open);
        judgement.Images[0].Findings.ShouldBeEmpty();
        judgement.Remarks.ShouldBe(["The policy turns off 1 rule: private-key."]);
    }

    [Fact]
    public void A_key_rule_that_is_off_stays_with_the_scanner_since_evidence_names_it_later()
    {
        var rules = Given.Rules.Append(Given.Rule("private-key-generated", Severity.High, Confidence.Proven) with { Pattern = null }).ToList();

        var policy = new PolicyReader(rules).Read("version: 1\nrules: [{id: private-key-generated, enabled: false}, {id: github-pat, enabled: false}]"u8, "policy.yml");

        policy.Rules.Select(rule => rule.Id).ShouldBe(["private-key", "private-key-test", "generic-password", "private-key-generated"]);
        Given.Judge(policy, Given.Finding("private-key-generated")).Images[0].Findings.ShouldBeEmpty();
    }

    [Fact]
    public void The_policy_has_the_last_word_on_the_severity_of_a_rule()
    {
        var policy = Given.Policy("version: 1\nrules: [{id: private-key-test, severity: high}, {id: generic-password, severity: critical}]\nconfidence: possible\n");

        var judgement = Given.Judge(
            policy,
            Given.Finding("private-key-test", Severity.Info),
            Given.Finding("generic-password", Severity.Info, Confidence.Possible));

        judgement.Images[0].Findings.Select(judged => (judged.Finding.Severity, judged.IsBlocking))
            .ShouldBe([(Severity.Critical, true), (Severity.High, true)]);
    }

    [Fact]
    public void A_token_whose_checksum_does_not_hold_never_closes_the_gate()
    {
        var policy = Given.Policy("version: 1\nfail-on: info\nconfidence: possible\nrules: [{id: github-pat, severity: critical}]\n");

        var judged = Given.Judge(policy, Given.Finding("github-pat", Severity.Info, Confidence.Possible)).Images[0].Findings.ShouldHaveSingleItem();

        judged.IsBlocking.ShouldBeFalse();
        judged.Finding.Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void Findings_that_close_the_gate_stand_first_then_worst_first_then_in_the_order_of_the_image()
    {
        var judgement = Given.Judge(
            Default,
            Given.Finding(fingerprint: "a1", severity: Severity.Critical, at: Given.File("z", origin: Origin.Base)),
            Given.Finding(fingerprint: "a2", severity: Severity.Low),
            Given.Finding(fingerprint: "a3", at: Given.Config()),
            Given.Finding(fingerprint: "a4", at: Given.File("b", layer: 1)),
            Given.Finding(fingerprint: "a5", at: Given.File("c", layer: 0)),
            Given.Finding(fingerprint: "a6", at: Given.File("B", layer: 1)),
            Given.Finding(fingerprint: "a7", severity: Severity.Critical, at: Given.File("x", layer: 9)));

        judgement.Images[0].Findings.Select(judged => judged.Finding.Fingerprint.Hex).ShouldBe(["a7", "a5", "a6", "a4", "a3", "a1", "a2"]);
    }

    [Fact]
    public void Findings_beyond_the_limit_are_counted_and_still_judged()
    {
        var policy = Given.Policy("version: 1\nlimits: {findings: 1}\nfail-on: low\n");

        var image = Given.Judge(policy, Given.Finding(fingerprint: "a1"), Given.Finding(fingerprint: "a2"), Given.Finding(fingerprint: "a3")).Images[0];

        image.Verdict.ShouldBe(Verdict.Closed);
        image.Findings.Count.ShouldBe(1);
        image.FindingsNotListed.ShouldBe(2);
    }
}
