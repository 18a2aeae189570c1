using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Policy;

namespace SecretGate.Tests.Policy;

/// <summary>The reader, the schema for editors and docs/policy.md know the same words.</summary>
public sealed partial class PolicyDocsTests
{
    private static readonly string Docs = ReadFile("docs/policy.md");
    private static readonly string SchemaText = ReadFile("policies/policy.schema.json");
    private static readonly JsonSchema Schema = JsonSchema.FromText(SchemaText);
    private static readonly JsonNode SchemaNode = JsonNode.Parse(SchemaText)!;

    [Fact]
    public void The_schema_has_the_keys_and_words_of_the_reader()
    {
        KeysAt("").ShouldBe(PolicyReader.Keys);
        KeysAt("properties/fail-on/oneOf/1").ShouldBe(PolicyReader.FailOnKeys);
        KeysAt("properties/limits").ShouldBe(PolicyLimits.Keys);
        KeysAt("$defs/rule-setting").ShouldBe(PolicyRuleReader.SettingKeys);
        KeysAt("$defs/custom-rule").ShouldBe(RuleReader.Keys);
        KeysAt("$defs/exception").ShouldBe(PolicyExceptionReader.Keys);
        WordsAt("properties/extends").ShouldBe(BuiltInPolicies.Names);
        WordsAt("properties/upload").ShouldBe(YamlWords.Of<UploadMode>().Keys);
        WordsAt("properties/unread/items").ShouldBe(UnreadReason.All);
        WordsAt("$defs/severity").ShouldBe(YamlWords.Of<Severity>().Keys);
        WordsAt("$defs/level").ShouldBe([.. YamlWords.Of<Severity>().Keys, Threshold.Never]);
        WordsAt("$defs/confidence").ShouldBe(YamlWords.Of<Confidence>().Keys);
    }

    [Fact]
    public void The_schema_and_the_docs_have_the_ranges_and_defaults_of_the_limits()
    {
        foreach (var limit in PolicyLimits.All)
        {
            var @default = DefaultOf(limit.Key);
            var schema = At($"properties/limits/properties/{limit.Key}");
            (schema["minimum"]!.GetValue<long>(), schema["maximum"]!.GetValue<long>(), schema["default"]!.GetValue<long>())
                .ShouldBe((limit.Min, limit.Max, @default), limit.Key);
            Docs.ShouldContain($"| `{limit.Key}` | {@default} | {limit.Max} | ");
        }
    }

    [Fact]
    public void The_docs_explain_every_key_and_reason_and_no_other()
    {
        var documented = TableRow().Matches(Docs).Select(match => match.Groups[1].Value).ToList();
        string[] keys =
        [
            .. BuiltInPolicies.Names, .. PolicyReader.Keys, .. PolicyReader.FailOnKeys, .. PolicyRuleReader.SettingKeys, .. CustomRuleKeys(),
            .. PolicyExceptionReader.Keys, .. PolicyLimits.Keys, .. UnreadReason.All,
        ];

        documented.Order().ShouldBe(keys.Order());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_and_shipped_policies_are_valid_to_the_reader_and_to_the_schema(string yaml)
    {
        Given.Policy(yaml).ShouldNotBeNull();
        IsValid(yaml).ShouldBeTrue();
    }

    public static IEnumerable<TheoryDataRow<string>> Examples() =>
        YamlBlock().Matches(Docs).Select(match => match.Groups[1].Value)
            .Concat(BuiltInPolicies.Names.Select(name => ReadFile($"policies/{name}.yml")))
            .Select(yaml => new TheoryDataRow<string>(yaml));

    [Theory]
    [InlineData("name: x")]
    [InlineData("version: 2")]
    [InlineData("version: 1\nfail-onn: high")]
    [InlineData("version: 1\nfail-on: hihg")]
    [InlineData("version: 1\nfail-on: never")]
    [InlineData("version: 1\nfail-on: {}")]
    [InlineData("version: 1\nfail-on:")]
    [InlineData("version: 1\nreport-only: yes")]
    [InlineData("version: 1\nextends: other")]
    [InlineData("version: 1\nlimits: {archive-depth: 33}")]
    [InlineData("version: 1\nlimits: {archive-depth: -1}")]
    [InlineData("version: 1\nunread: [other]")]
    [InlineData("version: 1\nrules: [{id: private-key}]")]
    [InlineData("version: 1\nrules: [{id: acme, pattern: 'acme_[a-z]{8}'}]")]
    [InlineData("version: 1\nexceptions: [{reason: r, expires: 2026-12-31}]")]
    [InlineData("version: 1\nexceptions: [{path: a, expires: 2026-12-31}]")]
    [InlineData("version: 1\nexceptions: [{path: 'a?', reason: r, expires: 2026-12-31}]")]
    [InlineData("version: 1\nexceptions: [{path: a, reason: r, expires: soon}]")]
    [InlineData("version: 1\nexceptions: [{fingerprint: aa, reason: r, expires: 2026-12-31}]")]
    public void What_the_reader_refuses_is_marked_in_the_editor(string yaml)
    {
        Should.Throw<GateException>(() => Given.Policy(yaml));
        IsValid(yaml).ShouldBeFalse();
    }

    [Fact]
    public void The_default_policy_says_everything_that_others_may_leave_out()
    {
        var keys = StrictYaml.Read(ReadFile("policies/default.yml"), "default.yml").AsMapping("a policy").Entries.Select(entry => entry.Key.Text);

        keys.ShouldBe(["version", "name", "fail-on", "confidence", "report-only", "upload", "unread"]);
    }

    private static long DefaultOf(string limit)
    {
        var property = limit == "deadline-seconds" ? "Deadline" : string.Concat(limit.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var value = typeof(ScanLimits).GetProperty(property).ShouldNotBeNull(limit).GetValue(ScanLimits.Default);
        return value is TimeSpan time ? (long)time.TotalSeconds : Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }

    // `id`, `severity` stand in the table of built-in rules already.
    private static IEnumerable<string> CustomRuleKeys() => KeysAt("$defs/custom-rule").Except(["id", "severity"]);

    private static JsonNode At(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(SchemaNode, (node, part) => node is JsonArray array
            ? array[int.Parse(part, CultureInfo.InvariantCulture)]!
            : node[part].ShouldNotBeNull(path));

    private static IEnumerable<string> KeysAt(string path) => At(path + "/properties").AsObject().Select(property => property.Key);

    private static IEnumerable<string> WordsAt(string path) => At(path + "/enum").AsArray().Select(word => word!.GetValue<string>());

    private static bool IsValid(string yaml) => Schema.Evaluate(JsonSerializer.SerializeToElement(ToJson(StrictYaml.Read(yaml, "p.yml")))).IsValid;

    // What an editor's YAML reader makes of it.
    private static JsonNode? ToJson(YamlValue value) => value switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, ToJson(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: true, Text: "true" or "false" } truth => bool.Parse(truth.Text),
        YamlScalar { IsPlain: true } number when long.TryParse(number.Text, CultureInfo.InvariantCulture, out var parsed) => parsed,
        YamlScalar text => text.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string ReadFile(string path) => File.ReadAllText(Repository.File(path));

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("^```yaml\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
