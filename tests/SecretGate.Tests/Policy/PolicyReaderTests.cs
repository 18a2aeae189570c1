using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

public sealed class PolicyReaderTests
{
    [Fact]
    public void A_policy_that_says_nothing_is_the_default_policy()
    {
        var policy = Given.Policy("version: 1\n");

        MeaningOf(policy).ShouldBe(MeaningOf(Given.BuiltIn("default")));
        (policy.Name, policy.Source).ShouldBe(("policy.yml", "policy.yml"));
        policy.Threshold.ShouldBe(new Threshold(Severity.High, null, Confidence.Likely));
        policy.Unread.ShouldBe([UnreadReason.NestedDamaged, UnreadReason.NestedEncrypted]);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var policy = Given.Policy("""
            version: 1
            name: payments
            extends: strict
            fail-on: {own: low, base: never}
            confidence: possible
            report-only: true
            upload: required
            rules:
              - {id: github-pat, enabled: false}
              - {id: private-key-test, severity: medium}
              - {id: acme-token, pattern: 'acme_[a-z0-9]{32}', severity: critical}
            exceptions:
              - {path: app/test/**, rule: acme-token, reason: A fixture., expires: 2026-12-31}
            limits: {archive-depth: 3, deadline-seconds: 60}
            unread: [unsupported]
            """);

        policy.Name.ShouldBe("payments");
        policy.Source.ShouldBe("policy.yml");
        policy.Threshold.ShouldBe(new Threshold(Severity.Low, null, Confidence.Possible));
        policy.IsReportOnly.ShouldBeTrue();
        policy.Upload.ShouldBe(UploadMode.Required);
        policy.RuleSettings.ShouldBe([new RuleSetting("github-pat", IsEnabled: false, null), new RuleSetting("private-key-test", IsEnabled: true, Severity.Medium)]);
        policy.Rules.Select(rule => rule.Id).ShouldBe(["private-key", "private-key-test", "generic-password", "acme-token"]);
        policy.Exceptions.ShouldHaveSingleItem().Expires.ShouldBe(new DateOnly(2026, 12, 31));
        policy.Limits.ShouldBe(ScanLimits.Default with { ArchiveDepth = 3, Deadline = TimeSpan.FromMinutes(1) });
        policy.Unread.ShouldBe([UnreadReason.Unsupported]);
    }

    [Theory]
    [InlineData("extends: default", Severity.High, null)]
    [InlineData("extends: strict", Severity.High, Severity.High)]
    [InlineData("fail-on: low", Severity.Low, null)]
    [InlineData("extends: strict\nfail-on: low", Severity.Low, Severity.Low)]
    [InlineData("fail-on: {base: critical}", Severity.High, Severity.Critical)]
    [InlineData("extends: strict\nfail-on: {own: never}", null, Severity.High)]
    public void One_level_moves_those_thresholds_that_can_close_the_gate(string yaml, Severity? own, Severity? @base)
    {
        var threshold = Given.Policy($"version: 1\n{yaml}\n").Threshold;

        threshold.Own.ShouldBe(own);
        threshold.Base.ShouldBe(@base);
    }

    [Fact]
    public void Report_only_is_inherited_and_can_be_taken_back()
    {
        Given.Policy("version: 1\nextends: audit\n").IsReportOnly.ShouldBeTrue();
        Given.Policy("version: 1\nextends: audit\nreport-only: false\n").IsReportOnly.ShouldBeFalse();
    }

    [Fact]
    public void What_may_stay_unread_replaces_the_list_of_the_extended_policy()
    {
        Given.Policy("version: 1\nunread: []\n").Unread.ShouldBeEmpty();
        Given.Policy("version: 1\nunread: [missing]\n").Unread.ShouldBe([UnreadReason.Missing]);
    }

    [Fact]
    public void The_command_line_stands_above_the_policy()
    {
        var policy = Given.Policy("version: 1\nextends: strict\nfail-on: low\nreport-only: true\n");

        policy.With(new PolicyOverrides()).ShouldBe(policy);
        var changed = policy.With(new PolicyOverrides
        {
            FailOn = Severity.Critical, Confidence = Confidence.Proven, IsReportOnly = false, Upload = UploadMode.Never,
        });
        changed.Threshold.ShouldBe(new Threshold(Severity.Critical, Severity.Critical, Confidence.Proven));
        changed.IsReportOnly.ShouldBeFalse();
        changed.Upload.ShouldBe(UploadMode.Never);
        Given.BuiltIn("default").With(new PolicyOverrides { FailOn = Severity.Info }).Threshold.Base.ShouldBeNull();
    }

    [Theory]
    [InlineData("own: high, base: never, confidence: likely", "default")]
    [InlineData("own: high, base: high, confidence: likely", "strict")]
    public void A_threshold_reads_as_words(string words, string policy) => Given.BuiltIn(policy).Threshold.ToString().ShouldBe(words);

    [Theory]
    [InlineData("fail-onn: high", "2:1: unknown key \"fail-onn\" in a policy.", "Did you mean \"fail-on\"?")]
    [InlineData("Fail-On: high", "2:1: unknown key \"Fail-On\" in a policy.", "Did you mean \"fail-on\"?")]
    [InlineData("failOn: high", "2:1: unknown key \"failOn\" in a policy.", "Did you mean \"fail-on\"?")]
    [InlineData("fail-on: hihg", "2:10: unknown severity \"hihg\".", "Did you mean \"high\"? Use one of: info, low, medium, high, critical.")]
    [InlineData("fail-on: no", "2:10: unknown severity \"no\".", "Use one of: info, low")]
    [InlineData("fail-on: never", "2:10: unknown severity \"never\".", "Use one of: info, low")]
    [InlineData("fail-on:", "2:9: severity must be a single value, but is empty.", "Write it so")]
    [InlineData("fail-on: ~", "2:10: severity must be a single value, but is empty.", "Write it so")]
    [InlineData("fail-on: ''", "2:10: severity must be a single value, but is empty.", "Write it so")]
    [InlineData("fail-on: [high]", "2:10: severity must be a single value, but is a list.", "Write it so")]
    [InlineData("fail-on: {}", "2:10: fail-on says nothing.", "Give own, base or both")]
    [InlineData("fail-on: {owm: high}", "2:11: unknown key \"owm\" in fail-on.", "Did you mean \"own\"?")]
    [InlineData("fail-on: {own: nevver}", "2:16: unknown severity \"nevver\".", "Did you mean \"never\"?")]
    [InlineData("fail-on: {own: }", "2:16: severity must be a single value, but is empty.", "Write it so")]
    [InlineData("confidence: high", "2:13: unknown confidence \"high\".", "Use one of: possible, likely, proven.")]
    [InlineData("report-only: yes", "2:14: report-only must be true or false, but is \"yes\".", "Write true or false")]
    [InlineData("report-only: 'true'", "2:14: report-only must be true or false, but is \"true\".", "without quotes")]
    [InlineData("upload: allways", "2:9: unknown upload \"allways\".", "Use one of: auto, required, never.")]
    [InlineData("extends: strikt", "2:10: unknown policy to extend \"strikt\".", "Did you mean \"strict\"?")]
    [InlineData("extends: ./other.yml", "2:10: unknown policy to extend \"./other.yml\".", "Use one of: default, strict, audit.")]
    [InlineData("name: ''", "2:7: name must be a single value, but is empty.", "Write it so")]
    [InlineData("unread: nested-damaged", "2:9: unread must be a list, but is a single value.", "Write it so")]
    [InlineData("unread: [nested-damagd]", "2:10: unknown reason \"nested-damagd\".", "Did you mean \"nested-damaged\"?")]
    [InlineData("unread: [limit, limit]", "2:17: the reason limit is given twice.", "Keep one")]
    [InlineData("unread: ['']", "2:10: reason must be a single value, but is empty.", "Write it so")]
    [InlineData("limits: 3", "2:9: limits must be keys with values, but is a single value.", "Write it so")]
    [InlineData("limits: {archive-dept: 3}", "2:10: unknown key \"archive-dept\" in limits.", "Did you mean \"archive-depth\"?")]
    [InlineData("limits: {archive-depth: -1}", "2:25: archive-depth must be a whole number, but is \"-1\".", "Use 0 to 32, in digits alone.")]
    [InlineData("limits: {archive-depth: 33}", "2:25: archive-depth must be a whole number, but is \"33\".", "Use 0 to 32, in digits alone.")]
    [InlineData("limits: {deadline-seconds: 30m}", "2:28: deadline-seconds must be a whole number, but is \"30m\".", "Use 1 to 86400")]
    [InlineData("limits: {layers: 99999999999999999999}", "2:18: layers must be a whole number, but is \"99999999999999999999\".", "Use 1 to")]
    [InlineData("rules: {a: b}", "2:8: rules must be a list, but is a mapping.", "Write it so")]
    [InlineData("rules: [github-pat]", "2:9: a rule must be keys with values, but is a single value.", "Write it so")]
    [InlineData("rules: [{enabled: false}]", "2:9: a rule must have an id.", "Name a built-in rule")]
    [InlineData("rules: [{id: github-pta, enabled: false}]", "2:9: unknown rule \"github-pta\".", "Did you mean \"github-pat\"?")]
    [InlineData("rules: [{id: something-else, severity: low}]", "2:9: unknown rule \"something-else\".", "A rule of your own needs a pattern")]
    [InlineData("rules: [{id: github-pat}]", "2:9: nothing is said of the rule github-pat.", "Add enabled or severity.")]
    [InlineData("rules: [{id: github-pat, enabled: off}]", "2:35: enabled must be true or false, but is \"off\".", "Write true or false")]
    [InlineData("rules: [{id: github-pat, severity: ultra}]", "2:36: unknown severity \"ultra\".", "Use one of")]
    [InlineData("rules: [{id: github-pat, severity: low, enabledd: false}]", "2:41: unknown key \"enabledd\" in a setting of a built-in rule.", "Did you mean \"enabled\"?")]
    [InlineData("rules: [{id: github-pat, pattern: 'x', severity: low}]", "2:35: github-pat is a built-in rule, whose pattern cannot be changed.", "Give your rule another id.")]
    [InlineData("rules: [{id: github-pat, severity: low}, {id: github-pat, enabled: false}]", "2:42: the rule \"github-pat\" is given twice.", "the other is at policy.yml:2:9")]
    [InlineData("rules: [{id: a, pattern: 'xyz1', severity: low}, {id: a, pattern: 'xyz2', severity: low}]", "2:50: the rule \"a\" is given twice.", "the other is at")]
    [InlineData("rules: [{id: a, pattern: 'xyz1'}]", "2:9: a rule lacks the key \"severity\".", "Add")]
    [InlineData("rules: [{id: Acme Token, pattern: 'xyz1', severity: low}]", "2:14: the id \"Acme Token\" is not in kebab-case.", "Use lower-case letters")]
    [InlineData("rules: [{id: a, pattern: 'xyz1', severity: low, patern: 'x'}]", "2:49: unknown key \"patern\" in a rule.", "Did you mean \"pattern\"?")]
    [InlineData("exceptions: {path: a}", "2:13: exceptions must be a list, but is a mapping.", "Write it so")]
    [InlineData("exceptions: [{reason: r, expires: 2026-12-31}]", "2:14: an exception must say what it accepts.", "fingerprint, path, rule, layer, image")]
    [InlineData("exceptions: [{path: a, expires: 2026-12-31}]", "2:14: an exception must have the key reason.", "Say why")]
    [InlineData("exceptions: [{path: a, reason: r}]", "2:14: an exception must have the key expires.", "YYYY-MM-DD")]
    [InlineData("exceptions: [{path: a, reason: ' ', expires: 2026-12-31}]", "2:32: the exception gives no reason.", "Say why")]
    [InlineData("exceptions: [{path: a, reason: r, expires: 2026-02-31}]", "2:44: \"2026-02-31\" is no day.", "YYYY-MM-DD")]
    [InlineData("exceptions: [{path: a, reason: r, expires: never}]", "2:44: \"never\" is no day.", "YYYY-MM-DD")]
    [InlineData("exceptions: [{path: a, reason: r, expires: 2026-1-1}]", "2:44: \"2026-1-1\" is no day.", "YYYY-MM-DD")]
    [InlineData("exceptions: [{path: a, reason: r, expires: 2026-12-31T00:00:00Z}]", "2:44: \"2026-12-31T00:00:00Z\" is no day.", "YYYY-MM-DD")]
    [InlineData("exceptions: [{path: a, reason: r, expiry: 2026-12-31}]", "2:35: unknown key \"expiry\" in an exception.", "Did you mean \"expires\"?")]
    [InlineData("exceptions: [{path: , reason: r, expires: 2026-12-31}]", "2:21: path must be a single value, but is empty.", "Write it so")]
    [InlineData("exceptions: [{path: ../a, reason: r, expires: 2026-12-31}]", "2:21: the pattern \"../a\" has an empty, . or .. segment.", "from the image's root")]
    [InlineData("exceptions: [{rule: githubpat, reason: r, expires: 2026-12-31}]", "2:21: unknown rule \"githubpat\".", "Did you mean \"github-pat\"?")]
    [InlineData("exceptions: [{fingerprint: aa, reason: r, expires: 2026-12-31}]", "2:28: \"aa\" is no fingerprint.", "32 or 64 lower-case hex digits")]
    [InlineData("exceptions: [{layer: top, reason: r, expires: 2026-12-31}]", "2:22: layer must be a whole number, but is \"top\".", "Use 0 to")]
    [InlineData("exceptions: [{layer: 'sha256:abc', reason: r, expires: 2026-12-31}]", "2:22: \"sha256:abc\" is no diff ID.", "64 hex digits")]
    [InlineData("exceptions: [{image: 'app[12]', reason: r, expires: 2026-12-31}]", "2:22: the pattern \"app[12]\" has a \"[\".", "Only * and **")]
    public void What_is_not_understood_is_refused_with_its_place_and_the_fix(string line, string message, string help)
    {
        var error = Should.Throw<GateException>(() => Given.Policy($"version: 1\n{line}\n"));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldBe($"policy.yml:{message}");
        error.Help.ShouldNotBeNull().ShouldContain(help);
    }

    [Theory]
    [InlineData("name: x\n", "policy.yml:1:1: a policy must say its version.")]
    [InlineData("version: 2\n", "policy.yml:1:10: this version of policies is not known.")]
    [InlineData("version: 01\n", "policy.yml:1:10: this version of policies is not known.")]
    [InlineData("version: '1'\n", "policy.yml:1:10: this version of policies is not known.")]
    [InlineData("version: one\n", "policy.yml:1:10: this version of policies is not known.")]
    [InlineData("version: [1]\n", "policy.yml:1:10: this version of policies is not known.")]
    [InlineData("version:\n", "policy.yml:1:9: this version of policies is not known.")]
    [InlineData("- version: 1\n", "policy.yml:1:1: a policy must be keys with values, but is a list.")]
    [InlineData("just text\n", "policy.yml:1:1: a policy must be keys with values, but is a single value.")]
    [InlineData("", "policy.yml:1:1: the file is empty.")]
    public void A_file_of_another_version_or_kind_is_refused(string yaml, string message) =>
        Should.Throw<GateException>(() => Given.Policy(yaml)).Message.ShouldBe(message);

    [Fact]
    public void Nothing_is_taken_from_the_environment() =>
        Given.Policy("version: 1\nname: ${PATH}\n").Name.ShouldBe("${PATH}");

    [Fact]
    public void Every_limit_can_be_set()
    {
        var yaml = "version: 1\nlimits:\n" + string.Concat(PolicyLimits.Keys.Select(key => $"  {key}: 7\n"));

        var limits = Given.Policy(yaml).Limits;

        foreach (var property in typeof(ScanLimits).GetProperties().Where(property => property.Name != nameof(ScanLimits.Default)))
        {
            var value = property.GetValue(limits);
            (value is TimeSpan time ? time.TotalSeconds : Convert.ToDouble(value, null)).ShouldBe(7, property.Name);
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("strict")]
    [InlineData("audit")]
    public void A_copy_of_a_built_in_policy_means_the_same(string name) =>
        MeaningOf(new PolicyReader(Given.Rules).Read(BuiltInPolicies.File(name), "x.yml")).ShouldBe(MeaningOf(Given.BuiltIn(name)));

    private static object MeaningOf(GatePolicy policy) => (
        policy.Threshold, policy.IsReportOnly, policy.Upload, policy.Limits, string.Join(' ', policy.Unread),
        string.Join(' ', policy.RuleSettings), string.Join(' ', policy.Rules), policy.Exceptions.Count);
}
