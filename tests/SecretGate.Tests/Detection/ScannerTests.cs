using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Detection;
using SecretGate.Detection.Scanning;

namespace SecretGate.Tests.Detection;

public sealed class ScannerTests
{
    private const string Token = "qux9_8f3kd0aPz71LmTq4";

    private static readonly RuleSet Rules = RuleSet.Of(
    [
        TestRules.Of("qux", "qux9_[A-Za-z0-9]{16}"),
        TestRules.Of("long", "lng7-[A-Za-z0-9]{20,4000}"),
        TestRules.Of("behind", "[a-z0-9]{4,30}@zzz9"),
        TestRules.Of("near", "nnr4[0-9a-f]{20}", context: ["Quuxcloud"]),
        TestRules.Of("value", "(?i)quux_password\\s*=\\s*\"([^\"]{8,40})\""),
        TestRules.Of("github", "ghp_[0-9A-Za-z]{36}", checks: ["crc32-base62"]),
    ]);

    [Fact]
    public void A_match_says_what_where_and_how_sure()
    {
        var match = Scan($"first\nsecond = {Token};\n").ShouldHaveSingleItem();

        match.Offset.ShouldBe(15);
        match.Length.ShouldBe(Token.Length);
        match.Line.ShouldBe(2);
        match.Column.ShouldBe(10);
        match.Secret.RuleId.ShouldBe("qux");
        match.Secret.Confidence.ShouldBe(Confidence.Likely);
        match.Secret.Severity.ShouldBe(Severity.High);
        match.Secret.Masked.ShouldBe("qux9… (21 characters)");
    }

    [Fact]
    public void The_secret_of_a_group_is_its_own_place()
    {
        var match = Scan("QUUX_PASSWORD = \"sGz71_Lm+Tq4!\"").ShouldHaveSingleItem();

        match.Offset.ShouldBe(17);
        match.Length.ShouldBe(13);
        match.Secret.Masked.ShouldBe("… (13 characters)");
    }

    [Fact]
    public void A_strong_secret_is_known_again_and_a_weak_one_is_not_given_away()
    {
        var strong = Scan($"lng7-{Token[5..]}{Token[5..]}xyz").ShouldHaveSingleItem().Secret;
        var weak = Scan("quux_password=\"aaaabbbb1\"").ShouldHaveSingleItem().Secret;

        strong.Fingerprint.ShouldNotBeNull().Hex.Length.ShouldBe(32);
        strong.Sha256Prefix.ShouldNotBeNull().Length.ShouldBe(12);
        weak.Fingerprint.ShouldBeNull();
        weak.Sha256Prefix.ShouldBeNull();
    }

    [Theory]
    [InlineData("QUUXCLOUD_KEY=nnr40123456789abcdef0123", 1)]
    [InlineData("nnr40123456789abcdef0123 # for quuxcloud", 1)]
    [InlineData("OTHER_KEY=nnr40123456789abcdef0123", 0)]
    public void A_rule_with_context_words_needs_one_of_them_near(string text, int expected) => Scan(text).Count.ShouldBe(expected);

    [Fact]
    public void A_context_word_far_away_does_not_count() => Scan("quuxcloud" + new string(' ', 400) + "nnr40123456789abcdef0123").ShouldBeEmpty();

    [Fact]
    public void A_valid_checksum_is_proof_also_when_the_token_is_glued_to_other_text()
    {
        var token = GitHubToken();

        Scan($"KEY={token}").ShouldHaveSingleItem().Secret.Confidence.ShouldBe(Confidence.Proven);
        Scan($"row7{token}2024-01-01").ShouldHaveSingleItem().Secret.Confidence.ShouldBe(Confidence.Proven);
    }

    [Fact]
    public void A_damaged_checksum_only_informs()
    {
        var token = GitHubToken();
        var damaged = token[..^1] + (token[^1] == 'x' ? 'y' : 'x');

        var secret = Scan($"KEY={damaged}").ShouldHaveSingleItem().Secret;

        secret.Severity.ShouldBe(Severity.Info);
        secret.Confidence.ShouldBe(Confidence.Possible);
        Scan($"row7{damaged}2024-01-01").ShouldBeEmpty();
    }

    [Fact]
    public void Of_rules_that_overlap_the_one_with_the_longer_literal_wins()
    {
        var rules = RuleSet.Of([TestRules.Of("b", "qux9_[a-z0-9]{16}"), TestRules.Of("a", "qux9[a-z0-9_]{17}"), TestRules.Of("c", "qux[a-z0-9_]{18}")]);
        using var scanner = new Scanner(rules);

        RecordingSink.Of(scanner, "=qux9_0123456789abcdef;"u8).Matches.ShouldHaveSingleItem().Secret.RuleId.ShouldBe("b");
    }

    [Fact]
    public void The_run_may_be_empty() => Scan("").ShouldBeEmpty();

    [Fact]
    public void A_scanner_starts_each_run_anew()
    {
        using var scanner = new Scanner(Rules);

        for (var round = 0; round < 3; round++)
        {
            RecordingSink.Of(scanner, Encoding.ASCII.GetBytes($"\n{Token}")).Matches.ShouldHaveSingleItem().Line.ShouldBe(2);
        }
    }

    [Theory]
    [InlineData("KEY_PASSWORD=one", "one")]
    [InlineData("export SSL_PASSPHRASE=\"two words\"", "two words")]
    [InlineData("SSL_PASSPHRASE=two words", "two|two words")]
    [InlineData("keystore.password = three", "three")]
    [InlineData("{ \"keyPassword\": \"four\", \"x\": 1 }", "four")]
    [InlineData("ssl_password: five", "five")]
    [InlineData("RUN openssl pkcs12 -export -passout pass:six -out x", "six")]
    [InlineData("keytool -storepass seven -keystore x", "seven")]
    [InlineData("{\\\"passphrase\\\": \\\"eight\\\"}", "eight")]
    [InlineData("KEY_PASS=nine", "nine")]
    [InlineData("<Connector keystorePass=\"ten\"/>", "ten")]
    [InlineData("PASSWORD=${OTHER}", "")]
    [InlineData("password", "")]
    [InlineData("the password is long\n", "")]
    public void The_value_of_a_password_is_handed_over(string text, string values)
    {
        using var scanner = new Scanner(Rules);

        var passphrases = RecordingSink.Of(scanner, Encoding.UTF8.GetBytes(text), piece: 3).Passphrases;

        passphrases.Distinct().ShouldBe(values.Split('|', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(300)]
    public void A_match_across_a_windows_edge_is_found_once(int bytesInFront)
    {
        var run = new byte[(2 * Lane.WindowBytes) + 1000];
        Array.Fill(run, (byte)'\n');
        Encoding.ASCII.GetBytes(Token).CopyTo(run, Lane.WindowBytes - bytesInFront);
        Encoding.ASCII.GetBytes(Token).CopyTo(run, (2 * Lane.WindowBytes) - bytesInFront);
        using var scanner = new Scanner(Rules);

        var matches = RecordingSink.Of(scanner, run, 65536).Matches;

        matches.Select(m => m.Offset).ShouldBe([Lane.WindowBytes - bytesInFront, (2 * Lane.WindowBytes) - bytesInFront]);
        matches[1].Line.ShouldBe((2 * Lane.WindowBytes) - bytesInFront - Token.Length + 1);
    }

    [Property(MaxTest = 60)]
    public Property Windows_never_lose_or_double_a_match() => Prop.ForAll(Runs.ToArbitrary(), Gen.Elements(1, 7, 64, 4096, 65536).ToArbitrary(), (run, piece) =>
    {
        using var scanner = new Scanner(Rules);
        var whole = Naive(run.Bytes);

        var found = RecordingSink.Of(scanner, run.Bytes, run.Bytes.Length > 5000 ? Math.Max(piece, 1000) : piece).Matches;

        found.Select(m => (m.Secret.RuleId, m.Offset, m.Length)).ShouldBe(whole);
    });

    // The same by regular expressions over the whole run, without windows, literals or grammar.
    private static List<(string, long, int)> Naive(byte[] run)
    {
        var text = Encoding.Latin1.GetString(run);
        var found = new List<(string Rule, long At, int Length)>();
        foreach (var (id, pattern) in new[]
        {
            ("qux", "(?<![A-Za-z0-9])qux9_[A-Za-z0-9]{16}(?![A-Za-z0-9])"),
            ("long", "(?<![A-Za-z0-9])lng7-[A-Za-z0-9]{20,4000}(?![A-Za-z0-9])"),
            ("behind", "(?<![A-Za-z0-9_-])[a-z0-9]{4,30}@zzz9(?![A-Za-z0-9_-])"),
        })
        {
            found.AddRange(System.Text.RegularExpressions.Regex.Matches(text, pattern).Select(m => (id, (long)m.Index, m.Length)));
        }

        return [.. found.OrderBy(f => f.At)];
    }

    // Tokens, pieces of tokens and other bytes, around the edges of windows.
    private static Gen<Run> Runs =>
        from filler in Gen.Elements((byte)' ', (byte)'\n', (byte)0, (byte)';')
        from size in Gen.Elements(0, 10, 600, Lane.WindowBytes + 5000, (2 * Lane.WindowBytes) + 5000)
        from pieces in Piece.ListOf()
        from places in Gen.Choose(-5000, 300).ListOf()
        select new Run(Lay(filler, size, pieces, places));

    private static Gen<string> Piece => Gen.OneOf(
        Gen.Elements(Token, Token + "x", Token[..^1], "=" + Token + "\"", Token + Token, "x" + Token, Token + ";" + Token, "_" + Token),
        Gen.Elements("qux9_", "lng7-", "@zzz9", "abcd@zzz9", "-abcd@zzz9", "abc12def@zzz9 ", ":0123456789abcdefghij0123456789abcdefghij@zzz9"),
        from length in Gen.Elements(19, 20, 300, 4000, 4001)
        select "=lng7-" + new string('k', length) + "\n");

    private static byte[] Lay(byte filler, int size, List<string> pieces, List<int> places)
    {
        var run = new List<byte>(size + 1000);
        run.AddRange(Enumerable.Repeat(filler, 3));
        for (var i = 0; i < Math.Min(pieces.Count, places.Count); i++)
        {
            // Some pieces stand at the edge of a window, the others behind one another.
            var edge = i % 3 == 0 ? ((run.Count / Lane.WindowBytes) + 1) * Lane.WindowBytes + places[i] : 0;
            run.AddRange(Enumerable.Repeat(filler, edge > run.Count && edge < size ? edge - run.Count : 1));
            run.AddRange(Encoding.ASCII.GetBytes(pieces[i]));
        }

        run.AddRange(Enumerable.Repeat(filler, Math.Max(0, size - run.Count)));
        return [.. run];
    }

    private static string GitHubToken()
    {
        var token = Encoding.ASCII.GetBytes("ghp_" + "Qx7Lm2Tz9Kd4Wf8Rb1Nc6Vy3Hj5Gs0" + "000000");
        new SecretGate.Detection.Checks.Crc32Base62Check(SecretGate.Detection.Checks.CheckOutcome.Damaged).Repair(token);
        return Encoding.ASCII.GetString(token);
    }

    private static List<Match> Scan(string text)
    {
        using var scanner = new Scanner(Rules);
        return RecordingSink.Of(scanner, Encoding.UTF8.GetBytes(text)).Matches;
    }

    private sealed record Run(byte[] Bytes)
    {
        public override string ToString() => $"{Bytes.Length} bytes: {Encoding.Latin1.GetString(Bytes.Where(b => b > ' ').Take(300).ToArray())}";
    }
}
