using SecretGate.Images;

namespace SecretGate.Tests.Images;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("alpine", "docker.io/library/alpine", "alpine")]
    [InlineData("alpine:3.20", "docker.io/library/alpine:3.20", "alpine")]
    [InlineData("docker.io/alpine", "docker.io/library/alpine", "alpine")]
    [InlineData("index.docker.io/team/app:1", "docker.io/team/app:1", "team/app")]
    [InlineData("team/app", "docker.io/team/app", "team/app")]
    [InlineData("library/team/app", "docker.io/library/team/app", "library/team/app")]
    [InlineData("localhost/app", "localhost/app", "localhost/app")]
    [InlineData("localhost:5000/app:1", "localhost:5000/app:1", "localhost:5000/app")]
    [InlineData("ghcr.io/team/app", "ghcr.io/team/app", "ghcr.io/team/app")]
    [InlineData("[::1]:5000/app", "[::1]:5000/app", "[::1]:5000/app")]
    [InlineData("team/a__b.c-d--e", "docker.io/team/a__b.c-d--e", "team/a__b.c-d--e")]
    public void A_name_is_completed_by_the_rules_of_Docker_Hub(string text, string full, string shortName)
    {
        ImageReference.TryParse(text, out var reference).ShouldBeTrue();

        reference!.ToString().ShouldBe(full);
        reference.ShortName.ShouldBe(shortName);
    }

    [Fact]
    public void A_digest_may_follow_a_tag()
    {
        var digest = "sha256:" + new string('a', 64);

        ImageReference.TryParse($"app:1@{digest}", out var reference).ShouldBeTrue();

        reference!.Tag.ShouldBe("1");
        reference.Digest!.ToString().ShouldBe(digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("App")]
    [InlineData("app:")]
    [InlineData("app:.x")]
    [InlineData("app@sha256:abc")]
    [InlineData("app name")]
    [InlineData("-app")]
    [InlineData("app-")]
    [InlineData("a..b")]
    [InlineData("a___b")]
    [InlineData("a//b")]
    [InlineData("../app")]
    [InlineData("ghcr.io/")]
    [InlineData("host:/app")]
    [InlineData("host:port/app")]
    [InlineData("a__b.c/d")]
    [InlineData("host:5000/app\n::error::x")]
    public void What_no_engine_takes_is_refused(string text) => ImageReference.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_name_longer_than_255_characters_is_refused() => ImageReference.TryParse(new string('a', 256), out _).ShouldBeFalse();
}
