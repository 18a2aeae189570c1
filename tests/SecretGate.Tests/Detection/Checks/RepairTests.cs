using System.Text;
using SecretGate.Detection.Checks;
using static SecretGate.Tests.Detection.Checks.Published;
using Table = SecretGate.Detection.Checks.Checks;

namespace SecretGate.Tests.Detection.Checks;

/// <summary>The rules' self-tests fill a pattern with random characters and let the checks put them right.</summary>
public sealed class RepairTests
{
    [Theory]
    [InlineData("crc32-base62", "ghp_", Alphanumeric, 36, "")]
    [InlineData("crc32-base62", "github_pat_0000000000000000000000_", Alphanumeric, 59, "")]
    [InlineData("crc32-hex", "cfut_", Hex, 48, "")]
    [InlineData("crc32-hex", "zpka_00000000000000000000000000000000_", Hex, 8, "")]
    [InlineData("crc32-hex:whole,little-endian", "glsa_00000000000000000000000000000000_", Hex, 8, "")]
    [InlineData("crc32-hex:whole,upper", "ATATT0=", Hex, 8, "")]
    [InlineData("marvin32:Default0", "", Alphanumeric, 86, "==")]
    [InlineData("marvin32:Listen00", "", Alphanumeric, 43, "=")]
    [InlineData("marvin32:Query000,alphanumeric", "", Alphanumeric, 52, "")]
    [InlineData("azure-cask", "", Alphanumeric, 84, "")]
    [InlineData("azure-cask", "", Alphanumeric, 86, "==")]
    [InlineData("azure-devops-pat", "", "abcdefghijklmnopqrstuvwxyz234567", 52, "")]
    [InlineData("base58check", "5", Base58, 50, "")]
    [InlineData("base58check", "xprv9s21ZrQH143K", Base58, 95, "")]
    [InlineData("base64-of:ABSK,BedrockAPIKey-", "ABSK", Alphanumeric, 128, "")]
    [InlineData("bech32", "nsec1", "qpzry9x8gf2tvdw0s3jn54khce6mua7l", 58, "")]
    [InlineData("bech32", "AGE-SECRET-KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58, "")]
    [InlineData("bitlocker", "123456-234567-345678-456789-567890-678901-789012-", Digits, 6, "")]
    [InlineData("confluent-secret", "cflt", Alphanumeric, 60, "")]
    [InlineData("crc16-base32", "S", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 55, "")]
    [InlineData("entra-secret", "abc8Q~", Alphanumeric, 34, "")]
    [InlineData("gitlab-routable", "glpat-000000000000000000000000000.01.", Base36, 9, "")]
    [InlineData("jwt", "eyJ0000000000000000000000.eyJ000000000000000000000000.", Alphanumeric, 43, "")]
    [InlineData("jwt:role,service_role", "eyJ0000000000000000000000.eyJ0000000000000000000000000000000000000000.", Alphanumeric, 43, "")]
    [InlineData("user-password", "", Alphanumeric, 24, "")]
    public void A_repaired_token_is_proven(string check, string prefix, string alphabet, int length, string suffix)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var token = Encoding.ASCII.GetBytes(prefix + Text(alphabet, length, seed) + suffix);
            Table.Create(check).Repair(token);

            var text = Encoding.ASCII.GetString(token);
            Table.Create(check).Test(new Candidate(token, [], [])).ShouldBe(CheckOutcome.Proven, text);
            text.ShouldEndWith(suffix);
        }
    }

    [Theory]
    [InlineData("random-base64")]
    [InlineData("mixed")]
    [InlineData("not-placeholder")]
    [InlineData("entropy:3")]
    [InlineData("ethereum-key")]
    [InlineData("no-hash-word")]
    public void A_repaired_token_passes_a_check_that_proves_nothing(string check)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var token = Encoding.ASCII.GetBytes(check == "ethereum-key" ? Text(Hex, 64, seed) : Text(Alphanumeric, 40, seed));
            Table.Create(check).Repair(token);
            Table.Create(check).Test(new Candidate(token, [], [])).ShouldBe(CheckOutcome.Plausible);
        }
    }
}
