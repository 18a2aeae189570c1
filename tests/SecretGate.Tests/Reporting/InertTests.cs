using FsCheck.Xunit;
using SecretGate.Reporting;
using SecretGate.Reporting.Text;

namespace SecretGate.Tests.Reporting;

[Properties(Arbitrary = [typeof(Hostile)])]
public sealed class InertTests
{
    [Property(MaxTest = 2_000)]
    public void No_text_keeps_a_command_or_an_unseen_character(HostileText text)
    {
        var line = Inert.Line(text.Text);

        Hostile.Command().IsMatch(line).ShouldBeFalse(line);
        Hostile.Unseen().IsMatch(line).ShouldBeFalse(line);
        line.ShouldNotContain('\n');
        line.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar, "a lone surrogate is left");
    }

    [Property]
    public void What_is_inert_stays_as_it_is(HostileText text)
    {
        var once = Inert.Line(text.Text);

        Inert.Line(once).ShouldBe(once);
    }

    [Theory]
    [InlineData("app/a b.pem", "app/a b.pem")]
    [InlineData("app/é/日本/🔑", "app/é/日本/🔑")]
    [InlineData("a\nb\r\tc", @"a\nb\r\tc")]
    [InlineData("\u001b[2J\u202e\u200b\u2028", @"\u001b[2J\u202e\u200b\u2028")]
    [InlineData("##vso[x]##[y]### z", @"#\u0023vso[x]#\u0023[y]#\u0023# z")]
    [InlineData("  ::error::x", @"  :\u003aerror::x")]
    [InlineData("x ::error::x", "x ::error::x")]
    [InlineData("\U000e0041", @"\udb40\udc41")]
    public void What_is_not_seen_is_shown_escaped(string text, string line) => Inert.Line(text).ShouldBe(line);

    [Fact]
    public void A_byte_that_is_no_text_is_shown_as_a_byte() => Inert.Line("a\udce9\ud800b").ShouldBe(@"a\xe9\ud800b");

    [Fact]
    public void A_long_text_is_cut_and_says_so()
    {
        Inert.Line("abcdef", 6).ShouldBe("abcdef");
        Inert.Line("abcdefg", 6).ShouldBe("abcdef… (and 1 more characters)");
        Inert.Line("abcde🔑", 6).ShouldBe("abcde… (and 2 more characters)");
    }

    [Property(MaxTest = 1_000)]
    public void No_text_leaves_a_workflow_command(HostileText text)
    {
        var command = $"::error title={GitHubCommand.Property(text.Text)},line=1::{GitHubCommand.Data(text.Text)}";

        command.ShouldNotContain('\n');
        Hostile.Unseen().IsMatch(command).ShouldBeFalse();
        command.Count("::error title=").ShouldBe(1);
        command["::error title=".Length..].Split("::", 2)[0].Split(',').Length.ShouldBe(2);
    }

    [Property(MaxTest = 1_000)]
    public void No_text_leaves_a_logging_command(HostileText text)
    {
        var command = $"##vso[task.logissue type=error;sourcepath={AzureCommand.Property(text.Text)};]{AzureCommand.Data(text.Text)}";

        command.ShouldNotContain('\n');
        Hostile.Command().Count(command).ShouldBe(1);
        command.Split(']', 2)[0].Split(';').Length.ShouldBe(3);
    }

    [Fact]
    public void Commands_are_encoded_as_their_reader_decodes_them()
    {
        GitHubCommand.Data("50% a:b,c").ShouldBe("50%25 a:b,c");
        GitHubCommand.Property("50% a:b,c").ShouldBe("50%25 a%3Ab%2Cc");
        AzureCommand.Data("50% a;b]c").ShouldBe("50%AZP25 a;b]c");
        AzureCommand.Property("50% a;b]c").ShouldBe("50%AZP25 a%3Bb%5Dc");
    }
}

internal static class Texts
{
    public static int Count(this string text, string part) => text.Split(part).Length - 1;
}
