using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Reporting;

namespace SecretGate.Tests.Reporting;

public sealed class JsonFormatTests
{
    private static readonly GateReport Full = Samples.Report(Samples.Image(
        Samples.Key(
            Samples.File("app/tls/server.key") with { State = new PathState(StateKind.Overwritten, 3), Source = new SourceLine("Dockerfile", 7, 8, "instruction", "certain") },
            Samples.File("etc/key.pem", layer: 0) with { Origin = Origin.Base, BaseReference = "debian:12" }).Blocking(),
        Samples.Token(Samples.Env(), Samples.Env() with { Place = Place.History, HistoryIndex = 3, JsonPointer = null }).Accepted()) with
    {
        Coverage = new Coverage(
            [Samples.Blob("layer[0]", 10_000, unread: 4_000, opened: 2, notOpened: 3)],
            [new UnreadNote("nested-encrypted", "layer[0]:/app/a.zip!/b", "The member is behind a password.", MayPass: true)]),
    }) with
    {
        Remarks = ["An exception has expired."],
    };

    [Fact]
    public void A_finding_has_the_members_of_the_contract() => Json(Full)["images"]![0]!["findings"]![0]!.Written().ShouldMatchSnapshot();

    [Fact]
    public void An_accepted_token_says_why_and_has_no_class()
    {
        var finding = Json(Full)["images"]![0]!["findings"]![1]!;

        finding["exception"]!.ToJsonString().ShouldBe("""{"reason":"Public by design.","expires":"2026-12-31"}""");
        ((bool)finding["blocking"]!).ShouldBeFalse();
        finding["class"].ShouldBeNull();
        ((string)finding["sha256Prefix"]!).ShouldBe("0123456789ab");
    }

    [Fact]
    public void A_key_has_no_hash_of_its_value() => Json(Full)["images"]![0]!["findings"]![0]!.AsObject().ContainsKey("sha256Prefix").ShouldBeFalse();

    [Fact]
    public void A_report_is_one_object_with_the_ledger_of_each_image()
    {
        var report = Json(Full);
        report["images"]![0]!["findings"] = new JsonArray();

        report.Written().ShouldMatchSnapshot();
    }

    [Fact]
    public void Reports_follow_the_published_schema()
    {
        Errors(Schema(), Full).ShouldBeEmpty();
        Errors(Schema(), Samples.Report(Array.Empty<ImageReport>())).ShouldBeEmpty();
    }

    [Fact]
    public void The_published_schema_describes_every_member() => Errors(Closed(Schema()), Full).ShouldBeEmpty();

    [Fact]
    public void The_published_schema_refuses_a_word_that_is_none()
    {
        var report = Json(Full);
        report["verdict"] = "pass";

        Errors(Schema(), report.ToJsonString()).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_byte_that_is_no_text_is_written_as_a_replacement_character() =>
        ((string)Json(Samples.Report(Samples.Key(Samples.File("a\udce9b")).Blocking()))["images"]![0]!["findings"]![0]!["locations"]![0]!["path"]!).ShouldBe("a\ufffdb");

    [Fact]
    public void Hostile_text_survives_unchanged_behind_its_escapes()
    {
        const string path = "app/##vso[task.complete]\u202e\n::error::x ](1) <img onerror=1> é日🔑";

        var text = Samples.Report(Samples.Key(Samples.File(path)).Blocking()).Written("json");

        text.ShouldAllBe(character => character == '\n' || (character >= ' ' && character <= '~'));
        ((string)JsonNode.Parse(text)!["images"]![0]!["findings"]![0]!["locations"]![0]!["path"]!).ShouldBe(path);
    }

    private static JsonNode Json(GateReport report) => JsonNode.Parse(report.Written("json"))!;

    private static JsonNode Schema() => JsonNode.Parse(File.ReadAllText(Repository.File("docs/report.schema.json")))!;

    // The same schema without room for members that it does not name.
    private static JsonNode Closed(JsonNode schema)
    {
        foreach (var node in Nodes(schema).OfType<JsonObject>().Where(node => node["type"]?.ToString() == "object" && node.ContainsKey("properties")).ToList())
        {
            node["additionalProperties"] = false;
        }

        return schema;
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        var children = node switch
        {
            JsonObject @object => @object.Select(member => member.Value),
            JsonArray array => array,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(Nodes).Prepend(node);
    }

    private static IReadOnlyList<string> Errors(JsonNode schema, GateReport report) => Errors(schema, report.Written("json"));

    private static IReadOnlyList<string> Errors(JsonNode schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = JsonSchema.FromText(schema.ToJsonString()).Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        // Branches of an anyOf that do not hold are among the details of a valid report too.
        return result.IsValid
            ? []
            : ["The report is not valid.", .. (result.Details ?? []).SelectMany(detail => detail.Errors?.Select(error => $"{detail.InstanceLocation}: {error.Value}") ?? [])];
    }
}
