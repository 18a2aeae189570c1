using SecretGate.Decoding;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("app/id", "app/id")]
    [InlineData("/app/id", "app/id")]
    [InlineData("app/*.pem", "app/a.pem")]
    [InlineData("app/**", "app/a/b/c.pem")]
    [InlineData("**/*.pem", "a.pem")]
    [InlineData("**/*.pem", "a/b/c.pem")]
    [InlineData("**/test/**/*.pem", "a/test/c.pem")]
    [InlineData("**/**/**", "a/b")]
    [InlineData("app/a.jar!/**", "app/a.jar!/lib/b.pem")]
    [InlineData("app/**", "app/a.jar!/lib/b.pem")]
    [InlineData("**", ".hidden/.id")]
    [InlineData("app/*", "app/two\nlines")]
    [InlineData("app/a*c*e", "app/abcde")]
    [InlineData("caf\u00e9/*", "caf\u00e9/id")]
    public void A_path_that_the_pattern_describes_matches(string pattern, string path) => Glob(pattern).IsMatch(path).ShouldBeTrue();

    [Theory]
    [InlineData("app/id", "app/id/x")]
    [InlineData("app/id", "App/id")]
    [InlineData("app/id", "x/app/id")]
    [InlineData("app/*.pem", "app/b/a.pem")]
    [InlineData("*.pem", "app/a.pem")]
    [InlineData("app/**", "app")]
    [InlineData("app/**", "apps/id")]
    [InlineData("app/*.jar", "app/a.jar!/b.pem")]
    [InlineData("app/*.jar/**", "app/a.jar!/b.pem")]
    [InlineData("app/**", "app/../etc/ssh/key")]
    [InlineData("app/**", "etc/../app/id")]
    [InlineData("**", "../id")]
    [InlineData("**", "a//b")]
    [InlineData("**", "./a")]
    [InlineData("**", "/a")]
    [InlineData("**", "a/")]
    [InlineData("**", "")]
    [InlineData("app/*", "app\\id")]
    [InlineData("app/*", "app/b\\id")]
    [InlineData("app/*", "app/b\0")]
    public void Another_path_or_one_that_is_not_plain_does_not(string pattern, string path) => Glob(pattern).IsMatch(path).ShouldBeFalse();

    [Theory]
    [InlineData("app/?.pem")]
    [InlineData("app/[ab].pem")]
    [InlineData("app/{a,b}.pem")]
    [InlineData("app\\id")]
    [InlineData("app/../etc/**")]
    [InlineData("../**")]
    [InlineData("./app")]
    [InlineData("app//id")]
    [InlineData("app/")]
    [InlineData("/")]
    [InlineData("app/**.pem")]
    [InlineData("app/***")]
    [InlineData("app/*.*")]
    public void A_pattern_that_would_mean_something_else_is_refused(string pattern)
    {
        var error = Should.Throw<GateException>(() => Glob(pattern));

        error.Message.ShouldStartWith($"policy.yml:3:9: the pattern \"{pattern}\" has ");
        error.Help.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_pattern_has_a_bounded_length() =>
        Should.Throw<GateException>(() => Glob(new string('a', 1_025))).Message.ShouldEndWith("is longer than 1024 characters.");

    [Fact]
    public void A_pattern_of_many_wildcards_ends_soon() =>
        Glob(string.Concat(Enumerable.Repeat("**/", 60)) + string.Concat(Enumerable.Repeat("**/a/*/", 60)) + "*x")
            .IsMatch(string.Join('/', Enumerable.Repeat("a", 2_000)) + "/x").ShouldBeTrue();

    private static PathGlob Glob(string pattern) => PathGlob.Read(new YamlScalar(new YamlMark("policy.yml", 3, 9), pattern, IsPlain: true));
}
