using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecretGate.Detection;
using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Policy;
using SecretGate.Reporting;
using Location = SecretGate.Findings.Location;

namespace SecretGate.Tests.Reporting;

public sealed class SarifFormatTests
{
    private static readonly SourceLine Dockerfile = new("Dockerfile", 7, 9, "instruction", "certain");

    [Fact]
    public void The_assembly_of_the_object_model_is_the_one_that_was_reviewed() =>
        // It is referenced without its package, so that no lock file watches it.
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sarif.dll"))))
            .ShouldBe("30575bb72af54b22dc72d9964a3954648fd11ba0bce268c7f512d47bedfbe025");

    [Fact]
    public void A_result_points_at_the_line_to_change_and_links_the_place_in_the_image() =>
        Result(Samples.Key(Samples.File("app/tls/server.key") with { Source = Dockerfile }).Blocking()).Written().ShouldMatchSnapshot();

    [Fact]
    public void A_result_without_a_source_points_at_the_path_in_the_image() =>
        Result(Samples.Token(Samples.File("app/.env") with { Line = 12, State = new PathState(StateKind.Deleted, 4) }).Blocking()).Written().ShouldMatchSnapshot();

    [Fact]
    public void A_rule_has_every_text_that_code_scanning_requires() =>
        Run(Samples.Report(Samples.Token().Blocking()))["tool"]!["driver"]!["rules"]![0]!.Written().ShouldMatchSnapshot();

    [Fact]
    public void Unread_bytes_make_the_execution_unsuccessful()
    {
        var coverage = new Coverage([], [new UnreadNote("damaged", "layer[0]", "The gzip stream ends early.", MayPass: false)]);

        var run = Run(Samples.Report(Samples.Image() with { Verdict = Verdict.Incomplete, Coverage = coverage }));

        run["invocations"]![0]!.Written().ShouldMatchSnapshot();
    }

    [Fact]
    public void Unread_bytes_that_may_pass_are_a_note_and_leave_the_execution_successful()
    {
        var coverage = new Coverage([], [new UnreadNote("nested-encrypted", "layer[0]:/a.zip", "Behind a password.", MayPass: true)]);

        var invocation = Run(Samples.Report(Samples.Image() with { Coverage = coverage }))["invocations"]![0]!;

        ((bool)invocation["executionSuccessful"]!).ShouldBeTrue();
        ((string)invocation["toolExecutionNotifications"]![0]!["level"]!).ShouldBe("note");
    }

    [Fact]
    public void There_is_one_run_for_each_image_and_platform()
    {
        var arm = Samples.File("app/.env") with { Platform = "linux/arm64/v8" };
        var image = Samples.Image(Samples.Token(Samples.File("app/.env"), arm).Blocking()) with { Platforms = ["linux/amd64", "linux/arm64/v8"] };

        var runs = Runs(Samples.Report(image));

        runs.Select(run => (string)run!["automationDetails"]!["id"]!).ShouldBe(
            ["secretgate/registry.example.test/team/app/linux-amd64/", "secretgate/registry.example.test/team/app/linux-arm64-v8/"]);
        runs.Select(run => run!["results"]!.AsArray().Count).ShouldBe([1, 1]);
        runs.Select(run => run!["results"]![0]!["locations"]!.AsArray().Count).ShouldBe([1, 1]);
    }

    [Fact]
    public void Two_images_of_one_name_get_categories_of_their_own()
    {
        var unnamed = Samples.Image() with { Repository = null };

        Ids(Samples.Report(unnamed, unnamed, unnamed)).ShouldBe(["secretgate/image/linux-amd64/", "secretgate/image-2/linux-amd64/", "secretgate/image-3/linux-amd64/"]);
        Ids(Samples.Report(unnamed), new ReportOptions { Category = "web" }).ShouldBe(["secretgate/web/linux-amd64/"]);
    }

    [Fact]
    public void What_is_beyond_twenty_runs_shares_the_last_one()
    {
        var images = Enumerable.Range(0, 23).Select(number => Samples.Image(Samples.Token().Blocking()) with { Repository = $"app{number}" }).ToArray();

        var runs = Runs(Samples.Report(images));

        runs.Count.ShouldBe(20);
        runs[19]!["results"]!.AsArray().Count.ShouldBe(4);
        LineHashes(runs[19]!).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void A_report_without_images_is_still_a_file_that_code_scanning_takes() => Runs(Samples.Report(Array.Empty<ImageReport>())).Count.ShouldBe(1);

    [Fact]
    public void An_accepted_finding_is_in_no_file()
    {
        var baseline = Samples.Key().Passing() with { IsInBaseline = true };

        Run(Samples.Report(Samples.Token().Accepted(), baseline))["results"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Severity.Critical, "error")]
    [InlineData(Severity.High, "error")]
    [InlineData(Severity.Medium, "warning")]
    [InlineData(Severity.Low, "note")]
    [InlineData(Severity.Info, "note")]
    public void The_level_follows_the_severity(Severity severity, string level) =>
        Run(Samples.Report((Samples.Token() with { Severity = severity }).Passing()))["results"]![0]!.Level().ShouldBe(level);

    [Fact]
    public void Ten_tokens_under_one_instruction_stay_ten_alerts()
    {
        var file = Samples.File("app/.env") with { Source = Dockerfile };
        var tokens = Enumerable.Range(0, 10).Select(line => Samples.Token(file with { Line = line + 1 }).Blocking()).ToArray();

        LineHashes(Run(Samples.Report(tokens))).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void The_line_hash_of_the_checkout_is_taken_but_never_twice()
    {
        var file = Samples.File("app/.env") with { Source = new SourceLine("config/.env", 3, 3, "checkout-file", "certain", "271789c17abda88f:1") };

        var hashes = LineHashes(Run(Samples.Report(Samples.Token(file).Blocking(), Samples.Token(file).Blocking())));

        hashes[0].ShouldBe("271789c17abda88f:1");
        hashes[1].ShouldNotBe(hashes[0]);
    }

    [Fact]
    public void A_rebuild_with_other_digests_tags_dates_and_indices_raises_no_new_alert()
    {
        var first = Samples.Image(
            Samples.Token(Samples.File("var/cache/0123456789abcdef/2026-01-02/tmpa1b2c3d4/.env")).Blocking(), Samples.Token(Samples.Env(3)).Blocking());
        var second = Samples.Image(
            Samples.Token(Samples.File("var/cache/fedcba9876543210ff/2026-11-30T10:20:30Z/tmpz9y8x7w6/.env", layer: 5) with { DiffId = "sha256:" + new string('b', 64) })
                .Blocking(),
            Samples.Token(Samples.Env(9)).Blocking()) with
        {
            Image = "app:next",
            Digest = "sha256:" + new string('9', 64),
        };

        Alerts(first).ShouldBe(Alerts(second));
    }

    [Fact]
    public void Moving_the_leaking_line_keeps_the_alert()
    {
        string Hash(int line) => LineHashes(Run(Samples.Report(
            Samples.Token(Samples.File("app/.env") with { Source = Dockerfile with { StartLine = line, EndLine = line } }).Blocking())))[0];

        Hash(7).ShouldBe(Hash(37));
    }

    [Fact]
    public void Locations_beyond_a_hundred_are_counted_in_the_message()
    {
        var places = Enumerable.Range(0, 130).Select(number => Samples.File($"app/{number}.env")).ToArray();

        var result = Run(Samples.Report((Samples.Token(places) with { LocationsNotListed = 7 }).Blocking()))["results"]![0]!;

        result["locations"]!.AsArray().Count.ShouldBe(100);
        ((string)result["message"]!["text"]!).ShouldContain("Locations not listed: 37.");
    }

    [Fact]
    public void Results_beyond_five_thousand_are_cut_worst_first_and_said()
    {
        var findings = Enumerable.Range(0, 5_003)
            .Select(number => (Samples.Token(Samples.File($"app/{number}")) with { Severity = number < 5_000 ? Severity.High : Severity.Low }).Passing())
            .ToArray();

        var run = Run(Samples.Report(findings));

        run["results"]!.AsArray().Select(result => result!.Level()).Distinct().ShouldBe(["error"]);
        run["results"]!.AsArray().Count.ShouldBe(5_000);
        run["invocations"]![0]!.ToJsonString().ShouldContain("Findings that are not in this file: 3.");
    }

    [Fact]
    public void Every_place_of_an_image_has_its_logical_location()
    {
        Location[] places =
        [
            Samples.File("app/a.jar!/b.pem"),
            Samples.Env(),
            Samples.Env() with { Place = Place.History, JsonPointer = null, HistoryIndex = 7 },
            Samples.Env() with { Place = Place.Manifest, JsonPointer = "/annotations/key" },
            Samples.Env() with { Place = Place.Attestation, JsonPointer = "/predicate/buildArgs/KEY" },
            Samples.File("") with { Place = Place.LayerRaw, Path = null, Offset = 512 },
        ];

        var locations = Run(Samples.Report(Samples.Token(places).Blocking()))["results"]![0]!["locations"]!.AsArray();

        locations.Select(place => (string)place!["logicalLocations"]![0]!["fullyQualifiedName"]!).ShouldBe(
            ["layer[2]:/app/a.jar!/b.pem", "config:/config/Env/3", "history[7]", "manifest:/annotations/key", "blob:/predicate/buildArgs/KEY", "layer[2]@512"]);
        locations.Select(place => place!["properties"]!["layer"] is null).ShouldBe([false, true, true, true, true, false]);
    }

    [Fact]
    public void A_report_for_azure_is_filed_under_its_pipeline_run()
    {
        var pipeline = new AzurePipeline("octo", "web", 12, "Build", "4d3c2b1a-0000-1111-2222-333344445555", "Gate", "refs/heads/main", 345);

        var runs = Runs(Samples.Report(Samples.Image()), new ReportOptions { AzurePipeline = pipeline });

        runs[0]!["automationDetails"]!.Written().ShouldMatchSnapshot();
    }

    [Fact]
    public void The_gzipped_size_is_that_of_the_upload()
    {
        var sarif = System.Text.Encoding.UTF8.GetBytes(Samples.Report(Samples.Token().Blocking()).Written("sarif"));

        var packed = SarifUpload.Compress(sarif);

        packed.Length.ShouldBeLessThan(sarif.Length);
        using var unpacked = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        unpacked.ToArray().ShouldBe(sarif);
    }

    private static JsonArray Runs(GateReport report, ReportOptions? options = null) =>
        JsonNode.Parse(report.Written("sarif", options))!["runs"]!.AsArray();

    private static JsonNode Run(GateReport report) => Runs(report)[0]!;

    private static JsonNode Result(JudgedFinding finding) => Run(Samples.Report(finding))["results"]![0]!;

    private static IEnumerable<string> Ids(GateReport report, ReportOptions? options = null) =>
        Runs(report, options).Select(run => (string)run!["automationDetails"]!["id"]!);

    private static List<string> LineHashes(JsonNode run) =>
        [.. run["results"]!.AsArray().Select(result => (string)result!["partialFingerprints"]!["primaryLocationLineHash"]!)];

    // All that code scanning tells alerts apart by.
    private static List<string> Alerts(ImageReport image)
    {
        var run = Run(Samples.Report(image));
        return
        [
            (string)run["automationDetails"]!["id"]!,
            .. run["results"]!.AsArray().Select(result => string.Join(
                ' ',
                result!["ruleId"]!.ToJsonString(),
                result["locations"]![0]!["physicalLocation"]!.ToJsonString(),
                result["partialFingerprints"]!.ToJsonString())),
        ];
    }
}

internal static class JsonNodes
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Written(this JsonNode node) => node.ToJsonString(Indented);

    public static string Level(this JsonNode result) => (string?)result["level"] ?? "warning";
}
