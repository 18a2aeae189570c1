using System.Text;
using SecretGate.Detection.Patterns;

namespace SecretGate.Tests.Detection.Patterns;

public sealed class TokenEdgesTests
{
    // A made-up format with a distinct prefix and a class that has "-" and "_".
    private const string Distinct = "qqt9-[A-Za-z0-9_-]{8}";
    private const string Short = "qk_[A-Za-z0-9]{8}";

    [Theory]
    [InlineData("", "")]
    [InlineData("\"", "\"")]
    [InlineData("<t>", "</t>")]
    [InlineData("TOKEN=", "\n")]
    [InlineData("Bearer ", "\\n")]
    [InlineData("a\\n", "\\r\\n")]
    [InlineData("a%3D", "%26b")]
    [InlineData("a\\u003d", "\\u0026")]
    [InlineData("a\\x3d", "&quot;")]
    [InlineData("a=3D", "=20")]
    [InlineData("\u001b[1;31m", "\u001b[0m")]
    [InlineData("\\033[32m", "\\033[0m")]
    [InlineData("backup_", ".csv")]
    [InlineData("+", "/x")]
    public void A_token_is_found_in_its_usual_surroundings(string before, string after) => Finds(Distinct, before, "qqt9-abcd1234", after).ShouldBeTrue();

    [Theory]
    [InlineData("x", "")]
    [InlineData("9", "")]
    [InlineData("", "x")]
    [InlineData("", "_")]
    [InlineData("", "-")]
    [InlineData("a%41", "")]
    [InlineData("m", "")]
    public void A_token_inside_something_longer_is_none(string before, string after) => Finds(Distinct, before, "qqt9-abcd1234", after).ShouldBeFalse();

    [Fact]
    public void A_token_that_ends_in_a_hyphen_is_found() => Finds(Distinct, "\"", "qqt9-abcd123-", "\"").ShouldBeTrue();

    [Fact]
    public void A_short_prefix_behind_an_underscore_is_a_piece_of_an_identifier()
    {
        Finds(Short, "=", "qk_abcd1234", ";").ShouldBeTrue();
        Finds(Short, "task_", "qk_abcd1234", ";").ShouldBeFalse();
    }

    [Fact]
    public void A_pattern_that_ends_with_a_quote_needs_no_edge_behind_it() => Finds("""qkey="\w{4}" """.Trim(), " ", "qkey=\"abcd\"", "x").ShouldBeTrue();

    [Fact]
    public void A_pattern_that_says_its_own_edge_has_no_other() => Finds(@"\w{0,4}\bqkey", "a", "qkey", "").ShouldBeFalse();

    private static bool Finds(string pattern, string before, string token, string after)
    {
        var window = Encoding.UTF8.GetBytes(before + token + after);
        return new SpanProgram(PatternParser.Parse(pattern)).TryMatch(window, Encoding.UTF8.GetByteCount(before), 0, ignoreEdges: false, new MatchMemory(), out _);
    }
}
