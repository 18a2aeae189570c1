using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Detection.Patterns;

namespace SecretGate.Tests.Detection.Patterns;

public sealed class SpanProgramTests
{
    [Theory]
    [InlineData("ab[0-9]{3}", "xxab123", 2, "ab123")]
    [InlineData("a(?:b|bc)d", "abcd", 0, "abcd")]
    [InlineData("a[a-z]{2,4}z", "abzzz", 0, "abzzz")]
    [InlineData("a[a-z]{2,4}?z", "abzzz", 0, "abzz")]
    [InlineData("(?i)KEY=x", "kEy=X", 0, "kEy=X")]
    [InlineData("a(?i:b)c", "aBc", 0, "aBc")]
    [InlineData(@"\w+\s?=\s?\d+", "a_1 = 42;", 0, "a_1 = 42")]
    [InlineData("(?:ab){2,3}c", "ababc", 0, "ababc")]
    [InlineData("(?:[a-z]+,)+x", "ab,c,x", 0, "ab,c,x")]
    [InlineData("é=1", "é=1", 0, "é=1")]
    [InlineData("^b$", "a\nb\nc", 2, "b")]
    [InlineData("(?x) a  # the letter a\n [ ]? b ", "a b", 0, "a b")]
    public void A_pattern_matches_as_a_regular_expression_does(string pattern, string text, int start, string expected)
    {
        var match = Match(pattern, text, start, ignoreEdges: true);

        match.ShouldNotBeNull();
        Bytes(text)[match.Value.Start..match.Value.End].ShouldBe(Bytes(expected));
    }

    [Theory]
    [InlineData("ab[0-9]{3}", "ab12")]
    [InlineData("a[^b]c", "abc")]
    [InlineData(@"a\Bb$", "abc")]
    [InlineData("KEY", "key")]
    public void A_pattern_that_does_not_hold_gives_nothing(string pattern, string text) =>
        Match(pattern, text, 0, ignoreEdges: true).ShouldBeNull();

    [Fact]
    public void The_capturing_group_is_the_secret()
    {
        var match = Match("""key="([^"]{3,})" """.Trim(), "key=\"abcd\"", 0, ignoreEdges: false);

        match.ShouldBe(new SpanMatch(0, 10, 5, 9));
    }

    [Fact]
    public void An_alternative_given_up_leaves_no_capture_behind()
    {
        Match("(?:(ab)c|abd)", "abd", 0, ignoreEdges: false).ShouldBe(new SpanMatch(0, 3, 0, 3));
    }

    [Property(MaxTest = 2000)]
    public Property Every_pattern_of_the_grammar_agrees_with_the_platforms_regular_expressions() =>
        Prop.ForAll(Patterns.ToArbitrary(), Texts.ToArbitrary(), (pattern, text) =>
        {
            var expected = new Regex("^(?:" + pattern + ")", RegexOptions.None).Match(text);
            var root = PatternParser.Parse(pattern);
            var found = new SpanProgram(root).TryMatch(Encoding.ASCII.GetBytes(text), 0, 0, ignoreEdges: true, new MatchMemory(), out var match);

            found.ShouldBe(expected.Success, $"{pattern} on {text}");
            if (found)
            {
                match.End.ShouldBe(expected.Length, $"{pattern} on {text}");
            }
        });

    [Property(MaxTest = 300)]
    public Property Dead_ends_that_are_remembered_change_no_result() =>
        Prop.ForAll(Patterns.ToArbitrary(), Texts.ToArbitrary(), (pattern, text) =>
        {
            var program = new SpanProgram(PatternParser.Parse(pattern));
            var bytes = Encoding.ASCII.GetBytes(text);
            var keepsAll = new MatchMemory(freeSteps: 0);
            for (var start = 0; start < bytes.Length; start++)
            {
                var found = program.TryMatch(bytes, start, 0, ignoreEdges: false, new MatchMemory(), out var fresh);
                program.TryMatch(bytes, start, 0, ignoreEdges: false, keepsAll, out var remembered).ShouldBe(found);
                remembered.ShouldBe(fresh);
            }
        });

    [Fact]
    public void A_pattern_that_backtracks_without_end_elsewhere_ends_here()
    {
        var program = new SpanProgram(PatternParser.Parse("(?:a{1,50}){0,50}b"));
        var bytes = Bytes(new string('a', 5000));
        var memory = new MatchMemory();

        for (var start = 0; start < bytes.Length; start++)
        {
            program.TryMatch(bytes, start, 0, ignoreEdges: true, memory, out _).ShouldBeFalse();
        }
    }

    private static Gen<string> Patterns =>
        from parts in Part(3).NonEmptyListOf()
        let pattern = "a" + string.Concat(parts.Take(5))
        where IsOfGrammar(pattern)
        select pattern;

    private static Gen<string> Texts =>
        from letters in Gen.Elements('a', 'b', 'c', '1', '-').ListOf()
        select "a" + string.Concat(letters.Take(14));

    private static Gen<string> Part(int depth)
    {
        var single = Gen.Elements("a", "b", "1", "[ab]", "[^a]", "[a-c1]", ".", @"\d", @"\w", @"\b");
        var repeated =
            from item in Gen.Elements("a", "[ab]", @"\w", "[^1]")
            from count in Gen.Elements("?", "*", "+", "{2}", "{1,3}", "{2,}", "??", "*?", "{0,2}?")
            select item + count;
        if (depth == 0)
        {
            return Gen.OneOf(single, repeated);
        }

        var group =
            from first in Part(depth - 1)
            from second in Part(depth - 1)
            from rest in Gen.Elements("", "?", "{2}", "{0,2}", "{1,3}?")
            select $"(?:{first}|a{second}){rest}";
        return Gen.OneOf(single, repeated, group);
    }

    // A repeated group that may be empty is not.
    private static bool IsOfGrammar(string pattern)
    {
        try
        {
            return Pattern.Parse(pattern).Program is not null;
        }
        catch (PatternException)
        {
            return false;
        }
    }

    private static SpanMatch? Match(string pattern, string text, int start, bool ignoreEdges) =>
        new SpanProgram(PatternParser.Parse(pattern)).TryMatch(Bytes(text), start, 0, ignoreEdges, new MatchMemory(), out var match) ? match : null;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
