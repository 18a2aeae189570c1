using System.Security.Cryptography;
using System.Text;
using SecretGate.Detection.Checks;
using static SecretGate.Tests.Detection.Checks.ChecksumChecksTests;
using static SecretGate.Tests.Detection.Checks.Published;
using Table = SecretGate.Detection.Checks.Checks;

namespace SecretGate.Tests.Detection.Checks;

public sealed class StructureChecksTests
{
    [Fact]
    public void A_signed_web_token_is_proven()
    {
        var token = Jwt("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"42"}""", Bytes(32, seed: 1));

        Outcome("jwt", token).ShouldBe(CheckOutcome.Proven);
        Outcome("jwt:sub", token).ShouldBe(CheckOutcome.Proven);
        Outcome("jwt:sub,42", token).ShouldBe(CheckOutcome.Proven);
        Outcome("jwt:role,service", token).ShouldBe(CheckOutcome.NoSecret);
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", """{"sub":"42"}""")]
    [InlineData("""{"typ":"JWT"}""", """{"sub":"42"}""")]
    [InlineData("""{"alg":"HS256"}""", "[1,2]")]
    [InlineData("""{"alg":"HS256"}""", """{"sub":""")]
    [InlineData("""{"alg":1}""", """{"sub":"42"}""")]
    [InlineData("", "")]
    public void An_unsigned_or_malformed_web_token_is_none(string header, string payload) =>
        Outcome("jwt", Jwt(header, payload, Bytes(32, seed: 2))).ShouldBe(CheckOutcome.NoSecret);

    [Theory]
    [InlineData("your-256-bit-secret")]
    [InlineData("secret")]
    public void A_web_token_signed_with_a_documentations_secret_is_none(string secret)
    {
        const string header = """{"alg":"HS256","typ":"JWT"}""";
        const string payload = """{"sub":"1234567890","name":"John Doe"}""";
        var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(Url(header) + "." + Url(payload)));

        Outcome("jwt", Jwt(header, payload, signature)).ShouldBe(CheckOutcome.NoSecret);
    }

    [Fact]
    public void A_deeply_nested_web_token_ends_quietly() =>
        Outcome("jwt", Jwt("""{"alg":"HS256"}""", "{\"a\":" + new string('[', 3000), Bytes(32, seed: 3))).ShouldBe(CheckOutcome.NoSecret);

    [Fact]
    public void A_bedrock_key_decodes_to_its_name()
    {
        var token = "AB" + "SK" + Convert.ToBase64String(Encoding.ASCII.GetBytes("BedrockAPIKey-" + Text(Alphanumeric, 80, seed: 4)));

        Outcome("base64-of:ABSK,BedrockAPIKey-", token).ShouldBe(CheckOutcome.Proven);
        Outcome("base64-of:ABSK,BedrockAPIKey-", "AB" + "SK" + Text(Alphanumeric, 110, seed: 5)).ShouldBe(CheckOutcome.Doubtful);
    }

    [Fact]
    public void A_token_of_base64_json_is_proven_by_its_members()
    {
        var body = Convert.ToBase64String(Encoding.ASCII.GetBytes("""{"o":"1","n":"x","k":"y","m":{"r":"eu"}}"""));

        Outcome("base64-json:glc_,o,n,k", "gl" + "c_" + body).ShouldBe(CheckOutcome.Proven);
        Outcome("base64-json:glc_,o,n,k", "gl" + "c_" + body + "_" + Text(Alphanumeric, 43, seed: 6)).ShouldBe(CheckOutcome.Proven);
        Outcome("base64-json:glc_,o,missing", "gl" + "c_" + body).ShouldBe(CheckOutcome.Plausible);
        Outcome("base64-json:glc_,o", "gl" + "c_" + body[..^8]).ShouldBe(CheckOutcome.Plausible);
    }

    [Theory]
    [InlineData("me:7c2kQx91", CheckOutcome.Proven)]
    [InlineData(":7c2kQx91", CheckOutcome.Proven)]
    [InlineData("me:", CheckOutcome.NoSecret)]
    [InlineData("no colon here", CheckOutcome.NoSecret)]
    [InlineData("user:password", CheckOutcome.NoSecret)]
    [InlineData("me:\u0001\u0002\u0003", CheckOutcome.NoSecret)]
    internal void Basic_credentials_are_user_colon_password(string plain, CheckOutcome expected) =>
        Outcome("user-password", Convert.ToBase64String(Encoding.Latin1.GetBytes(plain))).ShouldBe(expected);

    [Fact]
    public void A_pypi_token_is_a_macaroon_up_to_its_signature()
    {
        byte[] macaroon =
        [
            2, 1, 8, .. "pypi.org"u8, 2, 36, .. Encoding.ASCII.GetBytes(Text(Hex, 36, seed: 7)), 0, 2, 3, .. "[3]"u8, 0, 0, 6, 32, .. Bytes(32, seed: 8),
        ];

        Outcome("pypi-macaroon", "py" + "pi-" + Url(macaroon)).ShouldBe(CheckOutcome.Proven);
        Outcome("pypi-macaroon", "py" + "pi-" + Url(macaroon[..^1])).ShouldBe(CheckOutcome.Plausible);
        Outcome("pypi-macaroon", "py" + "pi-" + Url([.. macaroon, 0])).ShouldBe(CheckOutcome.Plausible);
    }

    [Theory]
    [InlineData("sha256: ", CheckOutcome.NoSecret)]
    [InlineData("- uses: actions/checkout@", CheckOutcome.NoSecret)]
    [InlineData("github commit ", CheckOutcome.NoSecret)]
    [InlineData("sha256\ngithub_token = ", CheckOutcome.Plausible)]
    [InlineData("GITHUB_TOKEN=", CheckOutcome.Plausible)]
    [InlineData("\"sharedSecret\": \"", CheckOutcome.Plausible)]
    [InlineData("SHARED_SECRET=", CheckOutcome.Plausible)]
    [InlineData("hashicorp token ", CheckOutcome.Plausible)]
    [InlineData("GIT_COMMIT_SHA=", CheckOutcome.NoSecret)]
    [InlineData("lastCommitId: ", CheckOutcome.NoSecret)]
    internal void Hex_behind_a_word_for_hashes_is_no_token(string before, CheckOutcome expected) =>
        Outcome("no-hash-word", Text(Hex, 40, seed: 9), before).ShouldBe(expected);

    [Fact]
    public void A_secret_key_of_a_cloud_is_random_base64()
    {
        Outcome("random-base64", "Ab3" + Text(Alphanumeric + "+/", 37, seed: 10)).ShouldBe(CheckOutcome.Plausible);
        Outcome("random-base64", Text(Hex, 40, seed: 11)).ShouldBe(CheckOutcome.NoSecret);
        Outcome("random-base64", "usr/share/lib/Python3/site/packages/conf").ShouldBe(CheckOutcome.NoSecret);
        Outcome("random-base64", "Ab3" + Text(Alphanumeric, 30, seed: 12) + "EXAMPLE").ShouldBe(CheckOutcome.NoSecret);
    }

    [Fact]
    public void An_ethereum_key_is_a_scalar_and_not_a_test_tools_first_account()
    {
        Outcome("ethereum-key", Text(Hex, 64, seed: 13)).ShouldBe(CheckOutcome.Plausible);
        Outcome("ethereum-key", "0x" + Text(Hex, 64, seed: 13)).ShouldBe(CheckOutcome.Plausible);
        Outcome("ethereum-key", new string('0', 64)).ShouldBe(CheckOutcome.NoSecret);
        Outcome("ethereum-key", new string('f', 64)).ShouldBe(CheckOutcome.NoSecret);
        Outcome("ethereum-key", "ac0974bec39a17e36ba4a6b4d238ff94" + "4bacb478cbed5efcae784d7bf4f2ff80").ShouldBe(CheckOutcome.NoSecret);
    }

    [Theory]
    [InlineData("")]
    [InlineData("changeme")]
    [InlineData("your-api-key-here")]
    [InlineData("<your token>")]
    [InlineData("${DB_PASSWORD}")]
    [InlineData("$DB_PASSWORD")]
    [InlineData("%DB_PASSWORD%")]
    [InlineData("{{ vault_password }}")]
    [InlineData("xxxxxxxxxxxx")]
    [InlineData("************")]
    [InlineData("password123")]
    [InlineData("postgres")]
    [InlineData("process.env.SECRET")]
    [InlineData("/run/secrets/db")]
    [InlineData("ENC(abcdefg)")]
    public void Placeholders_references_and_everyday_words_are_no_secrets(string value) =>
        Outcome("not-placeholder", value).ShouldBe(CheckOutcome.NoSecret);

    [Theory]
    [InlineData("x7Kp2vQm9")]
    [InlineData("Tr0ub4dor&3")]
    [InlineData("$2kL9x!vbQ")]
    [InlineData("kd83-fj29-aa01")]
    public void What_somebody_typed_as_a_password_is_kept(string value) => Outcome("not-placeholder", value).ShouldBe(CheckOutcome.Plausible);

    [Fact]
    public void What_an_emulator_gives_to_everybody_is_no_secret()
    {
        const string storage = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6" + "IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
        const string cosmos = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2n" + "Q9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

        Outcome("not-published", storage).ShouldBe(CheckOutcome.NoSecret);
        Outcome("not-published", cosmos).ShouldBe(CheckOutcome.NoSecret);
        Outcome("not-published", storage.Replace('E', 'F')).ShouldBe(CheckOutcome.Plausible);
    }

    [Fact]
    public void A_token_of_a_vendors_own_format_is_nobodys_password()
    {
        Outcome("not-vendor-format", "gh" + "p_" + Text(Alphanumeric, 36, seed: 15)).ShouldBe(CheckOutcome.NoSecret);
        Outcome("not-vendor-format", Text(Alphanumeric, 76, seed: 15) + "+A" + "St" + Text(Alphanumeric, 6, seed: 16) + "==").ShouldBe(CheckOutcome.NoSecret);
        Outcome("not-vendor-format", Text(Alphanumeric, 86, seed: 15)).ShouldBe(CheckOutcome.Plausible);
    }

    [Fact]
    public void Entropy_counts_bits_a_character()
    {
        Outcome("entropy:3.5", "aaaaaaaaaaaaaaaa").ShouldBe(CheckOutcome.NoSecret);
        Outcome("entropy:4", "0123456789abcdef").ShouldBe(CheckOutcome.Plausible);
        Outcome("entropy:4.1", "0123456789abcdef").ShouldBe(CheckOutcome.NoSecret);
    }

    [Fact]
    public void Mixed_needs_letters_and_digits()
    {
        Outcome("mixed", "abcdefghijklmnop").ShouldBe(CheckOutcome.NoSecret);
        Outcome("mixed", "0123456789012345").ShouldBe(CheckOutcome.NoSecret);
        Outcome("mixed", "abcdefgh12345678").ShouldBe(CheckOutcome.Plausible);
    }

    [Fact]
    public void Base64_of_a_number_of_bytes()
    {
        Outcome("base64-bytes:32", Convert.ToBase64String(Bytes(32, seed: 14))).ShouldBe(CheckOutcome.Plausible);
        Outcome("base64-bytes:32", Convert.ToBase64String(Bytes(33, seed: 14))).ShouldBe(CheckOutcome.NoSecret);
        Outcome("base64-bytes:32", "not base64!").ShouldBe(CheckOutcome.NoSecret);
    }

    [Theory]
    [InlineData("no-such-check")]
    [InlineData("entropy:much")]
    [InlineData("base64-of:ABSK")]
    [InlineData("marvin32:short")]
    public void A_check_that_a_rule_misspells_is_refused(string spec) => Should.Throw<FormatException>(() => Table.Create(spec));

    [Fact]
    public void Every_check_answers_on_any_bytes()
    {
        string[] arguments = ["", ":4", ":x,y", ":Default0"];
        foreach (var check in Table.Names.SelectMany(name => arguments.Select(a => TryCreate(name + a)).OfType<ICheck>()))
        {
            for (var length = 0; length < 300; length += length < 60 ? 1 : 37)
            {
                check.Test(new Candidate(Bytes(length, length), Bytes(length, 1), [])).ShouldBeOneOf(Enum.GetValues<CheckOutcome>());
                check.Test(new Candidate(Encoding.ASCII.GetBytes(Text(Alphanumeric + "._-=", length, length)), [], [])).ShouldBeOneOf(Enum.GetValues<CheckOutcome>());
            }
        }
    }

    private static ICheck? TryCreate(string spec)
    {
        try
        {
            return Table.Create(spec);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Jwt(string header, string payload, byte[] signature) => $"{Url(header)}.{Url(payload)}.{Url(signature)}";

    private static string Url(string text) => Url(Encoding.UTF8.GetBytes(text));

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
