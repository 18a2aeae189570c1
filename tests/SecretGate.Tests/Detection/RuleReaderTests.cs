using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Tests.Detection;

public sealed class RuleReaderTests
{
    private const string File = """
        vendor: Quux
        rules:
          - id: quux-key
            name: Quux API key
            description: An API key of Quux. Its holder acts as the account.
            severity: high
            confidence: likely
            keywords: [qux_]
            context: [quux]
            pattern: 'qux_[0-9a-f]{40}'
            checks: ['entropy:2.5']
            pair: quux:secret
            revoke: https://quux.invalid/keys
            references: [https://quux.invalid/docs]
            examples: ['KEY={token}']
            counterexamples: ['KEY={token!short}']
        """;

    [Fact]
    public void A_file_gives_its_rules()
    {
        var rule = RuleReader.ReadFile(File, "quux.yml").ShouldHaveSingleItem();

        rule.Id.ShouldBe("quux-key");
        rule.Vendor.ShouldBe("Quux");
        rule.Severity.ShouldBe(Severity.High);
        rule.Confidence.ShouldBe(Confidence.Likely);
        rule.Keywords.ShouldBe(["qux_"]);
        rule.Context.ShouldBe(["quux"]);
        rule.Checks.ShouldBe(["entropy:2.5"]);
        rule.Pair.ShouldBe("quux:secret");
        rule.Examples.ShouldBe(["KEY={token}"]);
        rule.Counterexamples.ShouldBe(["KEY={token!short}"]);
    }

    [Theory]
    [InlineData("id: quux-key", "id: Quux_Key", "quux.yml:3:9:", "kebab-case")]
    [InlineData("severity: high", "severity: hihg", "quux.yml:6:15:", "Did you mean \"high\"?")]
    [InlineData("confidence: likely", "confidence: sure", "quux.yml:7:17:", "possible, likely, proven")]
    [InlineData("keywords: [qux_]", "keywords: [qu]", "quux.yml:8:15:", "shorter than 3")]
    [InlineData("keywords: [qux_]", "keywords: [quy_]", "quux.yml:8:15:", "none of the keywords")]
    [InlineData("keywords: [qux_]", "keyword: [qux_]", "quux.yml:8:5:", "Did you mean \"keywords\"?")]
    [InlineData("qux_[0-9a-f]{40}", "qux_[0-9a-f{40}", "quux.yml:10:14:", "class is not closed")]
    [InlineData("qux_[0-9a-f]{40}", "qux_(?=a)", "quux.yml:10:14:", "group is not known")]
    [InlineData("entropy:2.5", "entropie:2.5", "quux.yml:11:13:", "unknown check")]
    [InlineData("    examples: ['KEY={token}']", "", "quux.yml:3:5:", "lacks the key \"examples\"")]
    [InlineData("vendor: Quux", "vendors: Quux", "quux.yml:1:1:", "Did you mean \"vendor\"?")]
    public void A_mistake_is_said_with_its_place_and_what_to_write(string right, string wrong, string place, string says)
    {
        var error = Should.Throw<GateException>(() => RuleReader.ReadFile(File.Replace(right, wrong, StringComparison.Ordinal), "quux.yml"));

        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Message.ShouldStartWith(place);
        $"{error.Message} {error.Help}".ShouldContain(says);
        error.Help.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void An_id_given_twice_is_refused()
    {
        var twice = File + "\n" + File[File.IndexOf("  - id", StringComparison.Ordinal)..];

        Should.Throw<GateException>(() => RuleReader.ReadFile(twice, "quux.yml")).Message.ShouldContain("\"quux-key\" is given twice");
    }

    [Fact]
    public void A_custom_rule_needs_no_more_than_id_pattern_and_severity()
    {
        var rule = Custom("id: own\npattern: 'own-[0-9a-f]{32}'\nseverity: high");

        rule.Keywords.ShouldBeEmpty();
        rule.Confidence.ShouldBe(Confidence.Likely);
        CompiledRule.Of(rule).Sites.ShouldHaveSingleItem().Text.ShouldBe("own-"u8.ToArray());
    }

    [Theory]
    [InlineData("id: own\npattern: '[0-9a-f]{32}'\nseverity: high")]
    [InlineData("id: own\npattern: '\\p{Lu}{12}'\nseverity: high")]
    public void A_custom_rule_without_a_literal_has_no_site(string yaml) => CompiledRule.Of(Custom(yaml)).Sites.ShouldBeEmpty();

    [Fact]
    public void A_custom_rule_without_a_pattern_is_refused() =>
        Should.Throw<GateException>(() => Custom("id: own\nseverity: high")).Message.ShouldContain("lacks the key \"pattern\"");

    [Fact]
    public void Every_built_in_rule_can_be_used() => RuleSet.BuiltIn().Compiled.Count.ShouldBeGreaterThanOrEqualTo(0);

    private static Rule Custom(string yaml) => RuleReader.ReadCustom(StrictYaml.Read(yaml, "policy.yml").AsMapping("a rule"));
}
