using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Tests.Decoding;

public sealed class StrictYamlTests
{
    [Fact]
    public void Values_keep_their_order_text_and_position()
    {
        var root = Read("version: 1\nrules:\n  - id: a\n    pattern: 'x: y'\n").AsMapping("the file");

        root.Entries.Select(entry => entry.Key.Text).ShouldBe(["version", "rules"]);
        root.Find("version").ShouldBe(new YamlScalar(new YamlMark("p.yml", 1, 10), "1", IsPlain: true));
        var rule = root.Find("rules").ShouldNotBeNull().AsSequence("rules").Items.ShouldHaveSingleItem().AsMapping("a rule");
        rule.Mark.ToString().ShouldBe("p.yml:3:5");
        rule.Find("pattern").ShouldBe(new YamlScalar(new YamlMark("p.yml", 4, 14), "x: y", IsPlain: false));
        rule.Find("severity").ShouldBeNull();
    }

    [Theory]
    [InlineData("a:")]
    [InlineData("a: ~")]
    [InlineData("a: null")]
    public void A_value_that_is_nothing_is_null_and_not_a_text(string text)
    {
        var value = Read(text).AsMapping("the file").Find("a");

        value.ShouldBeOfType<YamlScalar>().IsNull.ShouldBeTrue();
        Refused(() => value!.AsScalar("\"a\"")).Message.ShouldContain("\"a\" must be a single value, but is empty.");
    }

    [Theory]
    [InlineData("a: 'null'")]
    [InlineData("a: no")]
    [InlineData("a: |\n  null")]
    public void No_meaning_is_guessed_from_a_text(string text) =>
        Read(text).AsMapping("the file").Find("a").ShouldBeOfType<YamlScalar>().IsNull.ShouldBeFalse();

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        var plain = Read("version: 1\nname: x\n").AsMapping("the file");
        var windows = StrictYaml.Read([0xEF, 0xBB, 0xBF, .. "version: 1\r\nname: x\r\n"u8], "p.yml").AsMapping("the file");

        windows.Entries.ShouldBe(plain.Entries);
    }

    [Theory]
    [InlineData("", "p.yml:1:1: the file is empty.")]
    [InlineData("# nothing\n", "p.yml:1:1: the file is empty.")]
    [InlineData("a: 1\nb: 2\na: 3\n", "p.yml:3:1: the key \"a\" is given twice.")]
    [InlineData("a: {b: 1, 'b': 2}\n", "p.yml:1:11: the key \"b\" is given twice.")]
    [InlineData("a: 1\n---\na: 1\n", "p.yml:2:1: a second document starts here.")]
    [InlineData("a: &x 1\n", "p.yml:1:4: anchors (&) and aliases (*) are not allowed.")]
    [InlineData("a: 1\nb: *x\n", "p.yml:2:4: anchors (&) and aliases (*) are not allowed.")]
    [InlineData("a: &x [*x]\n", "p.yml:1:4: anchors (&) and aliases (*) are not allowed.")]
    [InlineData("a: !include /etc/passwd\n", "p.yml:1:4: tags (!) are not allowed.")]
    [InlineData("a: !System.Diagnostics.Process {}\n", "p.yml:1:4: tags (!) are not allowed.")]
    [InlineData("a: !!str 1\n", "p.yml:1:4: tags (!) are not allowed.")]
    [InlineData("[a]: 1\n", "p.yml:1:1: a key must be a text.")]
    [InlineData("? {a: b}\n: 1\n", "p.yml:1:3: a key must be a text.")]
    [InlineData(": 1\n", "p.yml:1:1: a key must be a text.")]
    [InlineData("~: 1\n", "p.yml:1:1: a key must be a text.")]
    [InlineData("a: 1\n\tb: 2\n", "p.yml:1:4: this is not valid YAML")]
    [InlineData("a: [1, 2\n", "p.yml:2:1: this is not valid YAML")]
    [InlineData(": [\n0", "p.yml:1:1: a key must be a text.")]
    [InlineData("...\nx", "p.yml:1:1: this is not valid YAML")]
    [InlineData("a: \"\\UFFFFFFFF\"", "p.yml:1:1: this is not valid YAML")]
    [InlineData("a: \"\\uD800\\u12\"", "p.yml:1:1: this is not valid YAML")]
    [InlineData("a: 'open\n", "p.yml:1:4: this is not valid YAML")]
    [InlineData("version: 1\0\nfail-on: never\n", "p.yml:1:11: the character U+0000 may not stand here.")]
    [InlineData("a: 1 # \u2028b: 2\n", "p.yml:1:8: the character U+2028 may not stand here.")]
    [InlineData("a: \u202Eb\n", "p.yml:1:4: the character U+202E may not stand here.")]
    [InlineData("a: \u0085b\n", "p.yml:1:4: the character U+0085 may not stand here.")]
    public void What_is_no_plain_single_document_is_refused_with_its_position(string text, string start)
    {
        var error = Refused(() => Read(text));

        error.Message.ShouldStartWith(start);
        error.ExitCode.ShouldBe(ExitCode.Usage);
        error.Help.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Text_beyond_ASCII_is_kept() =>
        Read("a: 'caf\u00e9 \U0001F511'\n").AsMapping("the file").Find("a").ShouldBeOfType<YamlScalar>().Text.ShouldBe("caf\u00e9 \U0001F511");

    [Fact]
    public void Half_a_character_is_refused() =>
        Refused(() => Read($"a: {(char)0xD800}\n")).Message.ShouldBe("p.yml:1:4: the character U+D800 may not stand here.");

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "p.yml:1:1")]
    [InlineData(new byte[] { (byte)'a', (byte)':', (byte)'\n', (byte)'b', 0xE9, (byte)'x' }, "p.yml:2:2")]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, "p.yml:1:2")]
    public void Bytes_that_are_no_UTF8_are_refused_where_they_stand(byte[] bytes, string position) =>
        Refused(() => StrictYaml.Read(bytes, "p.yml")).Message.ShouldBe($"{position}: this is not UTF-8.");

    public static TheoryData<string, string> Bombs => new()
    {
        { "open brackets", "a: " + new string('[', 100_000) },
        { "closed brackets", "a: " + new string('[', 100_000) + new string(']', 100_000) },
        { "braces", "a: " + string.Concat(Enumerable.Repeat("{a: ", 30_000)) },
        { "dashes on a line", "a: " + string.Concat(Enumerable.Repeat("- ", 50_000)) + "x" },
        { "dashes", "a:\n  " + string.Concat(Enumerable.Repeat("- ", 50_000)) + "x" },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 50_000)) + "x" },
        { "nested maps", string.Concat(Enumerable.Range(0, 600).Select(depth => new string(' ', depth) + "a:\n")) },
        { "many items", "a: [" + string.Concat(Enumerable.Repeat("x,", 100_000)) + "]" },
        { "many nothings", "a:\n" + string.Concat(Enumerable.Repeat("-\n", 100_000)) },
        { "aliases of aliases", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n" },
        { "a long text", "a: " + new string('x', 300_000) },
        { "a line of spaces", "a:" + new string(' ', 250_000) + "[" },
        { "a long line of brackets and colons", "a: " + string.Concat(Enumerable.Repeat("[]: ", 60_000)) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_before_it_costs_anything(string kind, string text) =>
        Refused(() => Read(text)).ExitCode.ShouldBe(ExitCode.Usage, kind);

    [Fact]
    public void A_file_at_the_limits_is_read()
    {
        var deep = "a: " + new string('[', StrictYaml.MaxDepth - 1) + new string(']', StrictYaml.MaxDepth - 1);
        var large = "a: " + new string('x', StrictYaml.MaxBytes - 3);
        var many = "a: [" + string.Concat(Enumerable.Repeat("x,", StrictYaml.MaxValues - 3)) + "]";

        Read(deep).ShouldBeOfType<YamlMapping>();
        Read(large).ShouldBeOfType<YamlMapping>();
        Read(many).ShouldBeOfType<YamlMapping>();
        Refused(() => Read($"b: [{deep.AsSpan(3)}]")).Message.ShouldContain("nest deeper than 32 levels");
        Refused(() => Read(large + "x")).Message.ShouldContain("larger than 256 KiB");
        Refused(() => Read(many.Replace("]", "x]", StringComparison.Ordinal))).Message.ShouldContain("more than 50000 values");
    }

    [Property(MaxTest = 2_000, Replay = "20251125,7")]
    public Property Any_soup_of_YAML_signs_is_read_or_refused_with_a_position() =>
        Prop.ForAll(
            Gen.Elements("a", "b: ", ": ", "- ", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\t", "'", "\"", "\\", "|\n", ">-\n", "#", " #", "&a ", "*a", "!x ", "\\UFFFFFFFF", "\\uD800",
                    "%YAML 1.2\n", "%TAG ! x\n", "---\n", "...\n", "\r", "\u00e9", "\\u12", "0")
                .ArrayOf().Select(string.Concat).ToArbitrary(),
            text =>
            {
                try
                {
                    Read(text);
                }
                catch (GateException error)
                {
                    error.Message.ShouldMatch(@"\Ap\.yml:[1-9]\d*:[1-9]\d*: ");
                }
            });

    [Theory]
    [InlineData("hihg", "Did you mean \"high\"? Use one of: info, low, medium, high, critical.")]
    [InlineData("HIGH", "Did you mean \"high\"? Use one of: info, low, medium, high, critical.")]
    [InlineData("no", "Use one of: info, low, medium, high, critical.")]
    [InlineData("", "Use one of: info, low, medium, high, critical.")]
    public void The_nearest_known_word_is_offered_when_one_is_near(string word, string suggestion) =>
        YamlWords.Suggest(word, ["info", "low", "medium", "high", "critical"]).ShouldBe(suggestion);

    [Theory]
    [InlineData("hihg", "unknown severity \"hihg\".", "Did you mean \"high\"? Use one of: info, low, medium, high, critical.")]
    [InlineData("High", "unknown severity \"High\".", "Did you mean \"high\"? Use one of: info, low, medium, high, critical.")]
    [InlineData("3", "unknown severity \"3\".", "Use one of: info, low, medium, high, critical.")]
    [InlineData("low, high", "unknown severity \"low, high\".", "Use one of: info, low, medium, high, critical.")]
    [InlineData("''", "severity must be a single value, but is empty.", "Write it so, or remove the key.")]
    [InlineData("", "severity must be a single value, but is empty.", "Write it so, or remove the key.")]
    [InlineData("[high]", "severity must be a single value, but is a list.", "Write it so, or remove the key.")]
    public void A_word_is_one_of_its_enum_and_nothing_else(string text, string why, string fix)
    {
        var error = Refused(() => Value(text).AsWord<Severity>("severity"));

        error.Message.ShouldMatch($"^p.yml:1:[34]: {Regex.Escape(why)}");
        error.Help.ShouldBe(fix);
        Value("high").AsWord<Severity>("severity").ShouldBe(Severity.High);
        Value("known-test").AsWord<KeyClass>("class").ShouldBe(KeyClass.KnownTest);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("'true'")]
    [InlineData("1")]
    [InlineData("~")]
    public void A_truth_is_true_or_false(string text)
    {
        Refused(() => Value(text).AsTruth("report-only")).Message.ShouldStartWith("p.yml:1:4: report-only must be ");
        Value("true").AsTruth("report-only").ShouldBeTrue();
        Value("false").AsTruth("report-only").ShouldBeFalse();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("0x1")]
    [InlineData("1:30:00")]
    [InlineData("1.0")]
    [InlineData("1_0")]
    [InlineData("'1'")]
    [InlineData("\u0661")]
    [InlineData("99999999999999999999")]
    public void A_number_is_decimal_and_within_its_range(string text)
    {
        var error = Refused(() => Value(text).AsNumber("archive-depth", 1, 10));

        error.Message.ShouldStartWith("p.yml:1:4: archive-depth must be a whole number, but is \"");
        error.Help.ShouldBe("Use 1 to 10, in digits alone.");
        Value("10").AsNumber("archive-depth", 1, 10).ShouldBe(10);
        Value("0").AsNumber("archive-depth", 0, 10).ShouldBe(0);
    }

    [Fact]
    public void An_unknown_key_is_refused_at_its_place_with_the_nearest()
    {
        var mapping = Read("version: 1\nfail-onn: high\n").AsMapping("the file");

        var error = Refused(() => mapping.RefuseUnknownKeys("a policy", ["version", "fail-on"]));

        error.Message.ShouldBe("p.yml:2:1: unknown key \"fail-onn\" in a policy.");
        error.Help.ShouldBe("Did you mean \"fail-on\"? Use one of: version, fail-on.");
    }

    [Fact]
    public void A_long_or_unprintable_word_is_shortened_and_inert_in_an_error()
    {
        var mapping = Read($"\"\\e[31m{new string('k', 900)}\": 1\n").AsMapping("the file");

        var message = Refused(() => mapping.RefuseUnknownKeys("a policy", ["version"])).Message;

        message.ShouldNotContain('\u001b');
        message.Length.ShouldBeLessThan(200);
    }

    private static YamlValue Read(string text) => StrictYaml.Read(text, "p.yml");

    private static YamlValue Value(string text) => Read("a: " + text).AsMapping("the file").Find("a").ShouldNotBeNull();

    private static GateException Refused(Action read) => Should.Throw<GateException>(read);
}
