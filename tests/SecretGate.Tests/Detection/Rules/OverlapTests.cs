using System.Text;
using SecretGate.Detection;

namespace SecretGate.Tests.Detection.Rules;

/// <summary>Which built-in rule speaks where several fit.</summary>
public sealed class OverlapTests
{
    private static readonly RuleSet Rules = RuleSet.BuiltIn();

    [Fact]
    public void A_vendors_format_wins_over_the_name_that_it_is_assigned_to()
    {
        var match = Scan("SLACK_ACCESS_TOKEN=xo" + "xb-123456789012-1234567890123-" + "abcdefghijklmnopqrstuvwx").ShouldHaveSingleItem();

        match.Secret.RuleId.ShouldBe("slack-bot-token");
        match.Secret.Confidence.ShouldBe(Confidence.Likely);
    }

    [Theory]
    [InlineData("NPM_TOKEN={0}")]
    [InlineData("//registry.npmjs.org/:_authToken={0}")]
    [InlineData("password = \"{0}\"")]
    [InlineData("https://bot:{0}@git.example.net/r.git")]
    [InlineData("machine git.example.net login bot password {0}\n")]
    public void A_token_with_a_broken_checksum_informs_whatever_it_is_called(string text)
    {
        var match = Scan(string.Format(null, text, "np" + "m_" + "B1c2D3e4F5g6H7i8J9k0L1m2N3o4P5q6R7s8")).ShouldHaveSingleItem();

        match.Secret.RuleId.ShouldBe("npm-access-token");
        match.Secret.Severity.ShouldBe(Severity.Info);
        match.Secret.Confidence.ShouldBe(Confidence.Possible);
    }

    [Fact]
    public void A_storage_key_with_a_broken_signature_is_no_key_of_the_older_form()
    {
        var key = string.Concat(Enumerable.Range(0, 76).Select(i => "Kj4p9Xq2Lw7Zt"[i % 13])) + "+A" + "St" + "a1B2cQ==";

        Scan($"DefaultEndpointsProtocol=https;AccountName=a1;AccountKey={key};EndpointSuffix=core.windows.net")
            .ShouldAllBe(m => m.Secret.Severity == Severity.Info);
    }

    private static List<Match> Scan(string text)
    {
        using var scanner = new Scanner(Rules);
        return RecordingSink.Of(scanner, Encoding.UTF8.GetBytes(text)).Matches;
    }
}
