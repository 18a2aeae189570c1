using System.Text;
using System.Text.Json;

namespace SecretGate.Tests.EndToEnd;

/// <summary>A location of the JSON report.</summary>
internal sealed record Spot(
    string Place, int? Layer, string? DiffId, string? Path, string State, string Origin, int? Line, string? JsonPointer, int? HistoryIndex);

/// <summary>A finding of the JSON report.</summary>
internal sealed record Found(string RuleId, string Severity, string Confidence, bool IsBlocking, string Masked, IReadOnlyList<Spot> Locations)
{
    public Spot First => Locations[0];
}

/// <summary>What one run of the program did.</summary>
internal sealed record Gated(int ExitCode, string Output, string Error, string Json, string Sarif)
{
    public string Verdict => Root.GetProperty("verdict").GetString()!; // required by the schema

    public IReadOnlyList<Found> Findings =>
    [
        .. from image in Root.GetProperty("images").EnumerateArray()
           from finding in image.GetProperty("findings").EnumerateArray()
           select Read(finding),
    ];

    public IReadOnlyList<Found> Blocking => [.. Findings.Where(finding => finding.IsBlocking)];

    private JsonElement Root => JsonDocument.Parse(Json).RootElement;

    /// <summary>The gate is closed, by this one finding.</summary>
    public Found ShouldBeClosedByOne()
    {
        ExitCode.ShouldBe(1, Told);
        Verdict.ShouldBe("closed");
        return Blocking.ShouldHaveSingleItem(Told);
    }

    /// <summary>The gate is open.</summary>
    public Gated ShouldBeOpen()
    {
        ExitCode.ShouldBe(0, Told);
        Verdict.ShouldBe("open");
        return this;
    }

    /// <summary>The secrets stand in no output, neither plain nor in base64 or hex.</summary>
    public Gated ShouldHoldNone(Planted planted)
    {
        foreach (var value in planted.Values)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            foreach (var form in new[] { value, Convert.ToBase64String(bytes)[..^4], Convert.ToHexStringLower(bytes) })
            {
                foreach (var output in new[] { Output, Error, Json, Sarif })
                {
                    output.Contains(form, StringComparison.OrdinalIgnoreCase).ShouldBeFalse("a planted secret stands in an output");
                }
            }
        }

        return this;
    }

    private string Told => $"{Output}\n{Error}";

    private static Found Read(JsonElement finding) => new(
        Text(finding, "ruleId")!,
        Text(finding, "severity")!,
        Text(finding, "confidence")!,
        finding.GetProperty("blocking").GetBoolean(),
        Text(finding, "masked")!,
        [.. finding.GetProperty("locations").EnumerateArray().Select(location => new Spot(
            Text(location, "place")!,
            Number(location, "layer"),
            Text(location, "diffId"),
            Text(location, "path"),
            Text(location, "state")!,
            Text(location, "origin")!,
            Number(location, "line"),
            Text(location, "jsonPointer"),
            Number(location, "historyIndex")))]);

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetInt32() : null;
}
