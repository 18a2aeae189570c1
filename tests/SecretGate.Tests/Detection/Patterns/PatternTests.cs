using SecretGate.Detection.Patterns;

namespace SecretGate.Tests.Detection.Patterns;

public sealed class PatternTests
{
    [Theory]
    [InlineData("a(b", "not closed")]
    [InlineData("a[b", "not closed")]
    [InlineData("a)b", "closes no group")]
    [InlineData("*a", "repeats nothing")]
    [InlineData("a{3,2}", "out of order")]
    [InlineData("[z-a]", "out of order")]
    [InlineData("(a)(b)\\1", "second capturing group")]
    [InlineData("a(?=b)", "group is not known")]
    [InlineData("a?", "empty")]
    [InlineData("a\\", "ends with")]
    public void A_pattern_that_cannot_be_read_says_why_and_what_to_write(string pattern, string why)
    {
        var error = Should.Throw<PatternException>(() => Pattern.Parse(pattern));

        error.Message.ShouldContain(why);
        error.Help.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(@"key=\p{L}{4}")]
    [InlineData(@"key=(?<secret>\w{4})")]
    public void What_the_grammar_cannot_express_becomes_a_linear_regular_expression(string pattern)
    {
        var parsed = Pattern.Parse(pattern);

        parsed.Program.ShouldBeNull();
        parsed.Regex.ShouldNotBeNull();
    }

    [Fact]
    public void A_pattern_larger_than_its_bound_is_refused() =>
        Should.Throw<PatternException>(() => Pattern.Parse("(?:(?:(?:ab){60}){60}){60}x")).Message.ShouldContain("too large");
}
