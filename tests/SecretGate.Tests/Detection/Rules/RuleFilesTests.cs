using System.Text.RegularExpressions;
using SecretGate.Detection;

namespace SecretGate.Tests.Detection.Rules;

/// <summary>What holds for every built-in rule, beyond what its own examples test.</summary>
public sealed partial class RuleFilesTests
{
    private static readonly IReadOnlyList<Rule> All = RuleSet.BuiltIn().Rules;

    // Formats of other kinds of material describe themselves.
    private static readonly IEnumerable<Rule> Tokens = All.Where(r => r.Pattern is not null);

    [Fact]
    public void A_description_says_what_was_found_and_what_its_holder_can_do() =>
        Tokens.Where(r => !TwoSentences().IsMatch(r.Description)).Select(r => $"{r.Id}: {r.Description}").ShouldBeEmpty();

    [Fact]
    public void Every_rule_names_a_source() =>
        Tokens.Where(r => r.References.Count == 0 || r.References.Any(link => !Uri.IsWellFormedUriString(link, UriKind.Absolute)))
            .Select(r => r.Id).ShouldBeEmpty();

    [Fact]
    public void Every_rule_has_an_example() => Tokens.Where(r => r.Examples.Count == 0).Select(r => r.Id).ShouldBeEmpty();

    [Fact]
    public void Only_a_check_proves() => Tokens.Where(r => r.Confidence == Confidence.Proven).Select(r => r.Id).ShouldBeEmpty();

    [Fact]
    public void A_value_that_only_its_surroundings_betray_never_blocks() =>
        Tokens.Where(r => r.Vendor == "Unnamed secrets" && r.Confidence != Confidence.Possible).Select(r => r.Id).ShouldBeEmpty();

    [Theory]
    [InlineData("stripe-publishable-key")]
    [InlineData("gcp-oauth-client-id")]
    [InlineData("posthog-project-key")]
    [InlineData("mapbox-public-token")]
    [InlineData("newrelic-browser-key")]
    [InlineData("square-application-id")]
    public void What_is_public_by_design_informs_at_most(string id) => (Rule(id).Severity <= Severity.Low).ShouldBeTrue();

    [Theory]
    [InlineData("stripe-secret-key-test")]
    [InlineData("razorpay-key-test")]
    [InlineData("easypost-test-key")]
    [InlineData("plaid-access-token-sandbox")]
    [InlineData("paypal-braintree-access-token-sandbox")]
    public void Keys_of_test_modes_are_low(string id) => Rule(id).Severity.ShouldBe(Severity.Low);

    // The providers of the study's section on findings: each has a rule that closes the gate under the default policy.
    [Theory]
    [InlineData("aws-secret-access-key")]
    [InlineData("azure-storage-account-key")]
    [InlineData("azure-storage-account-key-legacy")]
    [InlineData("azure-entra-client-secret")]
    [InlineData("azure-devops-pat")]
    [InlineData("azure-devops-pat-v2")]
    [InlineData("alibaba-access-key-secret")]
    [InlineData("digitalocean-pat")]
    [InlineData("heroku-api-key")]
    [InlineData("heroku-api-key-legacy")]
    [InlineData("cloudflare-api-token")]
    [InlineData("cloudflare-api-token-legacy")]
    [InlineData("stripe-secret-key-live")]
    [InlineData("stripe-restricted-key-live")]
    [InlineData("square-access-token-legacy")]
    [InlineData("paypal-braintree-access-token")]
    [InlineData("twitter-access-token")]
    [InlineData("facebook-access-token")]
    [InlineData("slack-bot-token")]
    [InlineData("slack-webhook-url")]
    [InlineData("discord-bot-token")]
    [InlineData("telegram-bot-token")]
    [InlineData("microsoft-teams-webhook")]
    [InlineData("twilio-auth-token")]
    [InlineData("sendgrid-api-key")]
    [InlineData("mailgun-api-key")]
    [InlineData("mailchimp-api-key")]
    [InlineData("adafruit-io-key")]
    [InlineData("mqtt-url-credentials")]
    [InlineData("openai-legacy-key")]
    [InlineData("openai-project-key")]
    [InlineData("anthropic-api-key")]
    [InlineData("huggingface-user-token")]
    [InlineData("groq-key")]
    [InlineData("github-pat")]
    [InlineData("github-oauth-token")]
    [InlineData("github-app-server-token")]
    [InlineData("github-pat-fine-grained")]
    [InlineData("github-legacy-hex-token")]
    [InlineData("github-token-in-url")]
    [InlineData("bitbucket-app-password")]
    [InlineData("bitbucket-repository-access-token")]
    [InlineData("bitbucket-token-in-url")]
    [InlineData("gitlab-pat")]
    [InlineData("gitlab-pat-routable")]
    [InlineData("gitlab-runner-authentication-token")]
    [InlineData("npm-access-token")]
    [InlineData("nuget-api-key")]
    [InlineData("pypi-upload-token")]
    [InlineData("docker-config-auth")]
    [InlineData("dockerhub-pat")]
    [InlineData("postgres-url")]
    [InlineData("mongodb-url")]
    [InlineData("sqlserver-connection-string")]
    public void A_provider_of_the_study_blocks(string id)
    {
        (Rule(id).Severity >= Severity.High).ShouldBeTrue();
        Rule(id).Confidence.ShouldBe(Confidence.Likely);
    }

    [Fact]
    public void The_halves_of_a_pair_both_have_a_rule() =>
        All.Select(r => r.Pair).OfType<string>().GroupBy(pair => pair.Split(':')[0])
            .Where(family => family.Distinct().Count() != 2).Select(family => family.Key).ShouldBeEmpty();

    private static Rule Rule(string id) => All.Single(r => r.Id == id);

    [GeneratedRegex(@"^[A-Z].+[.:] ?[^.].*\.$")]
    private static partial Regex TwoSentences();
}
