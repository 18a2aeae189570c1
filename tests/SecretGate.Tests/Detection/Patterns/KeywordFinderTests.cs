using System.Text;
using SecretGate.Detection.Patterns;

namespace SecretGate.Tests.Detection.Patterns;

public sealed class KeywordFinderTests
{
    [Theory]
    [InlineData("qq_[a-z]{9}", "qq_", "qq_ 0-0")]
    [InlineData("q[abc]_[a-z]{9}", "qa_,qb_,qc_", "qa_ 0-0, qb_ 0-0, qc_ 0-0")]
    [InlineData("[0-9a-z]{20}QQQ9[a-z]{3}", "QQQ9", "QQQ9 20-20")]
    [InlineData("[0-9a-z]{2,7}QQQ9[a-z]{3}", "QQ9", "QQ9 3-8")]
    [InlineData("sk_(?:live|test)_[0-9]{9}", "sk_live_,sk_test_", "sk_live_ 0-0, sk_test_ 0-0")]
    [InlineData("sk_(?:live|test)_[0-9]{9}", "live_,test_", "live_ 3-3, test_ 3-3")]
    [InlineData("https?://[^:]{1,9}:[^@]{1,9}@db\\.invalid", "@db.invalid", "@db.invalid 10-27")]
    [InlineData("(?:QQA[0-9]{9}|ZZB[0-9]{5})", "QQA,ZZB", "QQA 0-0, ZZB 0-0")]
    [InlineData("(?i)password=[a-z]{9}", "Password", "password* 0-0")]
    [InlineData("(?:x)?qqq9[a-z]{9}", "qqq9", "qqq9 0-1")]
    public void Keywords_are_placed_in_the_pattern(string pattern, string keywords, string expected) =>
        Describe(KeywordFinder.Find(PatternParser.Parse(pattern), keywords.Split(','))).ShouldBe(expected);

    [Theory]
    [InlineData("qq_[a-z]{9}", "zz_")]
    [InlineData("(?:QQA[0-9]{9}|ZZB[0-9]{5})", "QQA")]
    [InlineData("q[abc]_[a-z]{9}", "qa_,qb_")]
    [InlineData("(?:qqq9)?[a-z]{9}", "qqq9")]
    [InlineData("(?i)password", "passwort")]
    public void A_pattern_that_matches_without_any_keyword_is_noticed(string pattern, string keywords) =>
        KeywordFinder.Find(PatternParser.Parse(pattern), keywords.Split(',')).ShouldBeNull();

    [Theory]
    [InlineData("[a-z]{3}-qqqq9[a-z]{9}", "-qqqq9 3-3")]
    [InlineData("ab[0-9]{9}longer[0-9]", "longer 11-11")]
    public void The_most_telling_literal_of_a_pattern_is_found_without_keywords(string pattern, string expected) =>
        Describe(KeywordFinder.Derive(PatternParser.Parse(pattern), 3, text => text.Length)).ShouldBe(expected);

    [Fact]
    public void A_pattern_of_classes_alone_has_no_literal() =>
        KeywordFinder.Derive(PatternParser.Parse("[0-9a-f]{32}"), 3, text => text.Length).ShouldBeNull();

    private static string? Describe(IReadOnlyList<KeywordSite>? sites) => sites is null
        ? null
        : string.Join(", ", sites.Select(s => $"{Encoding.UTF8.GetString(s.Text)}{(s.IgnoreCase ? "*" : "")} {s.MinOffset}-{s.MaxOffset}"));
}
