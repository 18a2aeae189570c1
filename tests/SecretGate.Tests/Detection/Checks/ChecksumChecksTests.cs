using System.Security.Cryptography;
using System.Text;
using SecretGate.Detection.Checks;
using static SecretGate.Tests.Detection.Checks.Published;
using Table = SecretGate.Detection.Checks.Checks;

namespace SecretGate.Tests.Detection.Checks;

public sealed class ChecksumChecksTests
{
    [Theory]
    [InlineData("ghp_", "crc32-base62")]
    [InlineData("gho_", "crc32-base62")]
    [InlineData("npm_", "crc32-base62")]
    [InlineData("github_pat_0000000000000000000000_", "crc32-base62:unspecified")]
    public void Githubs_and_npms_tokens_end_in_the_base62_crc_of_their_body(string prefix, string check)
    {
        var body = Text(Alphanumeric, 30, seed: 1);
        HoldsAndBreaks(check, prefix + body + Number(Crc32(body), Alphanumeric, 6));
    }

    [Fact]
    public void A_github_checksum_keeps_its_leading_zeros()
    {
        var body = Enumerable.Range(0, 5000).Select(seed => Text(Alphanumeric, 30, seed)).First(b => Crc32(b) < 62 * 62 * 62 * 62);
        var checksum = Number(Crc32(body), Alphanumeric, 6);

        checksum.ShouldStartWith("00");
        Outcome("crc32-base62", "ghp_" + body + checksum).ShouldBe(CheckOutcome.Proven);
    }

    [Theory]
    [InlineData("crc32-base62", CheckOutcome.Damaged)]
    [InlineData("crc32-base62:unconfirmed", CheckOutcome.Doubtful)]
    [InlineData("crc32-base62:unspecified", CheckOutcome.Plausible)]
    [InlineData("crc32-hex", CheckOutcome.Damaged)]
    [InlineData("crc32-hex:whole,unconfirmed", CheckOutcome.Doubtful)]
    internal void What_a_broken_checksum_means_depends_on_how_well_it_is_known(string check, CheckOutcome expected) =>
        Outcome(check, "xyz_" + Text(Hex, 40, seed: 2)).ShouldBe(expected);

    [Fact]
    public void Cloudflares_tokens_end_in_the_hex_crc_behind_the_prefix()
    {
        var body = Text(Alphanumeric, 40, seed: 3);
        HoldsAndBreaks("crc32-hex", "cf" + "ut_" + body + Crc32(body).ToString("x8"));
    }

    [Fact]
    public void Zuplos_keys_part_body_and_checksum_by_an_underscore()
    {
        var body = Text(Base36, 32, seed: 4);
        HoldsAndBreaks("crc32-hex", "zp" + "ka_" + body + "_" + Crc32(body).ToString("x8"));
    }

    [Fact]
    public void Grafanas_tokens_write_the_low_byte_of_the_crc_first()
    {
        var covered = "gl" + "sa_" + Text(Alphanumeric, 32, seed: 5);
        var crc = BitConverter.GetBytes(Crc32(covered));
        HoldsAndBreaks("crc32-hex:whole,little-endian", covered + "_" + Convert.ToHexStringLower(crc));
    }

    [Fact]
    public void Atlassians_tokens_cover_all_in_front_of_the_checksum()
    {
        var covered = "AT" + "ATT3xFf" + "GF0" + Text(Alphanumeric + "-_", 171, seed: 6) + "=";
        HoldsAndBreaks("crc32-hex:whole,upper", covered + Crc32(covered).ToString("X8"));
    }

    [Fact]
    public void Marvin32_gives_the_value_that_symcrypt_publishes()
    {
        // https://github.com/microsoft/SymCrypt/blob/v103.4.2/lib/marvin32.c: its self-test.
        const ulong seed = 0xD53CD9CECD0893B7;
        Marvin("abc"u8.ToArray(), seed).ShouldBe(0x22C74339492769BFul);
        SecretGate.Detection.Checks.Marvin32.Hash("abc"u8, seed).ShouldBe(0x22C74339u ^ 0x492769BFu);
    }

    [Theory]
    [InlineData(64, "Default0")]
    [InlineData(64, "AbAcct00")]
    [InlineData(64, "Encryp00")]
    [InlineData(64, "Tenant00")]
    [InlineData(64, "Classic0")]
    [InlineData(40, "Functi00")]
    [InlineData(39, "ACRDflt0")]
    [InlineData(39, "Query000")]
    [InlineData(32, "Listen00")]
    [InlineData(32, "DpsKey00")]
    [InlineData(32, "Access00")]
    public void Azures_identifiable_keys_end_in_a_marvin_hash(int size, string seed)
    {
        var key = Bytes(size, seed.Length + size);
        Marvin32(key[..^4], seed).CopyTo(key, size - 4);
        var token = Convert.ToBase64String(key);

        HoldsAndBreaks("marvin32:Another0," + seed, token);
        HoldsAndBreaks("marvin32:" + seed, token.Replace('+', '-').Replace('/', '_').TrimEnd('='));
        Outcome("marvin32:Another0", token).ShouldBe(CheckOutcome.Damaged);
    }

    [Theory]
    [InlineData("9", 4)]
    [InlineData("9", 8)]
    [InlineData("D", 4)]
    public void Azures_annotated_keys_are_signed_in_base64_and_derived_ones_in_base62(string kind, int length)
    {
        var body = Text(Alphanumeric, 52, seed: 7) + "JQQ" + "J9" + kind + "AB" + Text(Alphanumeric, 12, seed: 8) + "AAAA" + "AZDO";
        var hash = Marvin32(Convert.FromBase64String(body), "Default0");
        var signature = kind == "D" ? Number(BitConverter.ToUInt32(hash), Alphanumeric) : Convert.ToBase64String(hash);

        HoldsAndBreaks("azure-cask", body + signature[..length], breakAt: 80);
    }

    [Fact]
    public void Entras_secrets_end_in_base66_digits_of_a_marvin_hash()
    {
        const string unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
        var covered = Text(Alphanumeric, 3, seed: 9) + "8" + "Q~" + Text(unreserved, 31, seed: 10);
        var hash = Marvin32(Encoding.ASCII.GetBytes(covered), "AadPwd00");

        HoldsAndBreaks("entra-secret", covered + Number(BitConverter.ToUInt32(hash), unreserved, 6)[..3]);
    }

    [Fact]
    public void Entras_older_secrets_have_no_checksum() =>
        Outcome("entra-secret", "abc7" + "Q~" + Text(Alphanumeric, 31, seed: 11)).ShouldBe(CheckOutcome.Plausible);

    [Theory]
    [InlineData(0xE0B9692D)]
    [InlineData(0x1019F92E)]
    public void Azure_devops_older_tokens_scatter_a_masked_crc(uint mask)
    {
        var bytes = Bytes(32, seed: 12);
        int[] at = [22, 8, 7, 2];
        var covered = bytes.Where((_, i) => !at.Contains(i)).ToArray();
        var checksum = BitConverter.GetBytes(Crc32(covered) ^ mask);
        for (var i = 0; i < at.Length; i++)
        {
            bytes[at[i]] = checksum[i];
        }

        HoldsAndBreaks("azure-devops-pat", Base32(bytes, "abcdefghijklmnopqrstuvwxyz234567"));
    }

    [Fact]
    public void Confluents_secrets_end_in_the_base64_crc_of_their_body()
    {
        var body = Text(Alphanumeric + "+/", 54, seed: 13);
        HoldsAndBreaks("confluent-secret", "cf" + "lt" + body + Convert.ToBase64String(BitConverter.GetBytes(Crc32(body)))[..6]);
    }

    [Fact]
    public void Gitlabs_routable_tokens_carry_length_and_crc_in_base36()
    {
        var covered = "gl" + "pat-" + Text(Alphanumeric + "-_", 27, seed: 14) + ".01." + Number(27, Base36, 2);
        HoldsAndBreaks("gitlab-routable", covered + Number(Crc32(covered), Base36, 7));
    }

    [Fact]
    public void Gitlabs_routable_tokens_without_a_version_are_only_doubted()
    {
        var covered = "gl" + "pat-" + Text(Alphanumeric, 27, seed: 15) + "." + Number(27, Base36, 2);
        Outcome("gitlab-routable", covered + Number(Crc32(covered), Base36, 7)).ShouldBe(CheckOutcome.Proven);
        Outcome("gitlab-routable", covered + Number(Crc32(covered) ^ 1, Base36, 7)).ShouldBe(CheckOutcome.Doubtful);
    }

    [Theory]
    [InlineData("A12UEL5L")]
    [InlineData("a12uel5l")]
    [InlineData("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw")]
    [InlineData("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w")]
    public void Bech32_accepts_what_bip_173_lists_as_valid(string text) => HoldsAndBreaks("bech32", text);

    [Theory]
    [InlineData("npub1")]
    [InlineData("1abcdefg")]
    [InlineData("nsec1bbbbbbbbbb")]
    public void Bech32_rejects_what_has_no_data_or_foreign_characters(string text) => Outcome("bech32", text).ShouldBe(CheckOutcome.Damaged);

    [Theory]
    [InlineData(new byte[] { 0x90 }, "S")]
    [InlineData(new byte[] { 18 << 3, 20 << 3 }, "S")]
    public void Stellars_and_nats_seeds_end_in_a_crc_16(byte[] kind, string first)
    {
        Crc16("123456789"u8.ToArray()).ShouldBe((ushort)0x31C3);

        byte[] payload = [.. kind, .. Bytes(32, seed: 16)];
        var token = Base32([.. payload, .. BitConverter.GetBytes(Crc16(payload))], "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

        token.ShouldStartWith(first);
        HoldsAndBreaks("crc16-base32", token, breakAt: 20);
    }

    [Theory]
    [InlineData(new byte[] { 0x80 }, 32, new byte[0])]
    [InlineData(new byte[] { 0x80 }, 32, new byte[] { 1 })]
    [InlineData(new byte[] { 0x04, 0x88, 0xAD, 0xE4 }, 74, new byte[0])]
    public void Bitcoins_keys_end_in_a_double_hash(byte[] version, int size, byte[] suffix)
    {
        byte[] payload = [.. version, .. Bytes(size, seed: 17), .. suffix];
        var checksum = SHA256.HashData(SHA256.HashData(payload))[..4];
        HoldsAndBreaks("base58check", Number(new([.. payload, .. checksum], isUnsigned: true, isBigEndian: true), Base58));
    }

    [Fact]
    public void Bitlockers_groups_are_multiples_of_eleven()
    {
        var groups = Enumerable.Range(1, 8).Select(i => (i * 7919 * 11 % 720896).ToString("D6")).ToArray();
        Outcome("bitlocker", string.Join('-', groups)).ShouldBe(CheckOutcome.Proven);
        Outcome("bitlocker", string.Join('-', groups[..7]) + "-000012").ShouldBe(CheckOutcome.NoSecret);
        Outcome("bitlocker", string.Join('-', groups[..7]) + "-720896").ShouldBe(CheckOutcome.NoSecret);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(24)]
    public void A_mnemonic_ends_in_bits_of_its_entropys_hash(int count)
    {
        var entropy = Bytes(count * 4 / 3, seed: 18);
        var bits = string.Concat(entropy.Concat(SHA256.HashData(entropy)).Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        var words = Enumerable.Range(0, count).Select(i => Bip39Words.At(Convert.ToInt32(bits.Substring(i * 11, 11), 2))).ToArray();

        Outcome("bip39", string.Join(' ', words)).ShouldBe(CheckOutcome.Proven);
        Outcome("bip39", string.Join("\n  ", words).ToUpperInvariant()).ShouldBe(CheckOutcome.Proven);
        Outcome("bip39", string.Join(' ', words[1..]) + " " + words[0]).ShouldBe(CheckOutcome.Damaged);
        Outcome("bip39", string.Join(' ', words[1..])).ShouldBe(CheckOutcome.NoSecret);
        Outcome("bip39", string.Join(' ', words[1..]) + " secretgate").ShouldBe(CheckOutcome.NoSecret);
    }

    [Fact]
    public void The_mnemonics_of_test_tools_are_no_secrets()
    {
        Outcome("bip39", string.Concat(Enumerable.Repeat("test ", 11)) + "junk").ShouldBe(CheckOutcome.NoSecret);
        Outcome("bip39", string.Concat(Enumerable.Repeat("abandon ", 11)) + "about").ShouldBe(CheckOutcome.NoSecret);
    }

    private static void HoldsAndBreaks(string check, string token, int breakAt = -1)
    {
        Outcome(check, token).ShouldBe(CheckOutcome.Proven);

        var at = breakAt < 0 ? token.TrimEnd('=').Length - 3 : breakAt;
        foreach (var other in "aAqQ27".Where(c => c != token[at]))
        {
            Outcome(check, token[..at] + other + token[(at + 1)..]).ShouldNotBe(CheckOutcome.Proven, $"{other} at {at}");
        }
    }

    internal static CheckOutcome Outcome(string check, string token, string before = "", string after = "") =>
        Table.Create(check).Test(new Candidate(Encoding.Latin1.GetBytes(token), Encoding.Latin1.GetBytes(before), Encoding.Latin1.GetBytes(after)));
}
