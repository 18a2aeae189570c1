using System.Text.Encodings.Web;
using System.Text.Json;
using SecretGate.Findings;
using SecretGate.Policy;
using SecretGate.Reporting.Content;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting;

/// <summary>The report for programs; its schema is docs/report.schema.json. Members are added, never changed or removed.</summary>
internal sealed class JsonFormat : IReportFormat
{
    // The highest version that only ever grew; another one would be another contract.
    private const int SchemaVersion = 1;
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Escaping is the stream's business.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public void Write(GateReport report, ReportOptions options, Stream output)
    {
        using var inert = new InertJsonStream(output);
        using (var json = new Utf8JsonWriter(inert, Options))
        {
            Report(json, report);
        }

        output.Write("\n"u8);
    }

    private static void Report(Utf8JsonWriter json, GateReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "SecretGate");
        json.WriteString("version", report.ToolVersion);
        json.WriteEndObject();
        json.WriteStartObject("policy");
        json.WriteString("name", report.PolicyName);
        json.WriteString("source", report.PolicySource);
        json.WriteString("threshold", report.Threshold);
        json.WriteBoolean("reportOnly", report.IsReportOnly);
        json.WriteEndObject();
        json.WriteString("verdict", Words.Of(report.Verdict));
        json.WriteStartArray("remarks");
        foreach (var remark in report.Remarks)
        {
            json.WriteStringValue(remark);
        }

        json.WriteEndArray();
        json.WriteStartArray("images");
        foreach (var image in report.Images)
        {
            Image(json, image);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Image(Utf8JsonWriter json, ImageReport image)
    {
        json.WriteStartObject();
        json.WriteString("image", image.Image);
        json.WriteString("repository", image.Repository);
        json.WriteString("imageId", image.ImageId);
        json.WriteString("digest", image.Digest);
        json.WriteStartArray("platforms");
        foreach (var platform in image.Platforms)
        {
            json.WriteStringValue(platform);
        }

        json.WriteEndArray();
        json.WriteString("verdict", Words.Of(image.Verdict));
        json.WritePropertyName("coverage");
        Coverage(json, image.Coverage);
        json.WriteNumber("findingsNotListed", image.FindingsNotListed);
        json.WriteStartArray("findings");
        foreach (var finding in image.Findings)
        {
            Finding(json, finding);
            FlushIfLarge(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Coverage(Utf8JsonWriter json, Coverage coverage)
    {
        json.WriteStartObject();
        json.WriteNumber("storedBytes", coverage.StoredBytes);
        json.WriteNumber("scannedBytes", coverage.ScannedBytes);
        json.WriteNumber("unreadBytes", coverage.UnreadBytes);
        json.WriteNumber("archivesOpened", coverage.ArchivesOpened);
        json.WriteNumber("archivesNotOpened", coverage.Blobs.Sum(blob => blob.ArchivesNotOpened));
        json.WriteNumber("expandedBytes", coverage.ExpandedBytes);
        json.WriteStartObject("unreadByReason");
        foreach (var (reason, count) in CoverageText.Reasons(coverage.Notes))
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("notes");
        foreach (var note in coverage.Notes)
        {
            json.WriteStartObject();
            json.WriteString("reason", note.Reason);
            json.WriteString("where", note.Where);
            json.WriteString("message", note.Message);
            json.WriteBoolean("mayPass", note.MayPass);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("blobs");
        foreach (var blob in coverage.Blobs)
        {
            Blob(json, blob);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Blob(Utf8JsonWriter json, BlobAccount blob)
    {
        json.WriteStartObject();
        json.WriteString("name", blob.Name);
        json.WriteString("digest", blob.Digest);
        json.WriteString("diffId", blob.DiffId);
        json.WriteNumber("storedBytes", blob.StoredBytes);
        json.WriteNumber("uncompressedBytes", blob.UncompressedBytes);
        json.WriteNumber("scannedBytes", blob.ScannedBytes);
        json.WriteNumber("unreadBytes", blob.UnreadBytes);
        json.WriteNumber("archivesOpened", blob.ArchivesOpened);
        json.WriteNumber("archivesNotOpened", blob.ArchivesNotOpened);
        json.WriteNumber("expandedBytes", blob.ExpandedBytes);
        json.WriteEndObject();
    }

    private static void Finding(Utf8JsonWriter json, JudgedFinding judged)
    {
        var finding = judged.Finding;
        json.WriteStartObject();
        json.WriteString("fingerprint", finding.Fingerprint.Hex);
        if (finding.Sha256Prefix is { } prefix)
        {
            json.WriteString("sha256Prefix", prefix);
        }

        json.WriteString("ruleId", finding.RuleId);
        json.WriteString("severity", Words.Of(finding.Severity));
        json.WriteString("confidence", Words.Of(finding.Confidence));
        json.WriteString("state", Words.Of(finding.Locations[0].State.Kind));
        json.WriteString("origin", Words.Of(finding.Locations[0].Origin));
        json.WriteString("class", finding.Class is { } keyClass ? Words.Of(keyClass) : null);
        json.WriteString("masked", finding.Masked);
        json.WriteStartArray("evidence");
        foreach (var evidence in finding.Evidence)
        {
            json.WriteStringValue(evidence);
        }

        json.WriteEndArray();
        json.WriteBoolean("blocking", judged.IsBlocking);
        json.WriteBoolean("inBaseline", judged.IsInBaseline);
        json.WritePropertyName("exception");
        Exception(json, judged.Exception);
        json.WriteNumber("locationsNotListed", finding.LocationsNotListed);
        json.WriteStartArray("locations");
        foreach (var location in finding.Locations)
        {
            Location(json, location);
            FlushIfLarge(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Exception(Utf8JsonWriter json, AcceptedBy? exception)
    {
        if (exception is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("reason", exception.Reason);
        json.WriteString("expires", Words.Of(exception.Expires));
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, Location location)
    {
        json.WriteStartObject();
        json.WriteString("platform", location.Platform);
        json.WriteString("place", Words.Of(location.Place));
        Number(json, "layer", location.Layer);
        json.WriteString("diffId", location.DiffId);
        json.WriteString("path", location.Path);
        json.WriteString("state", Words.Of(location.State.Kind));
        Number(json, "stateByLayer", location.State.ByLayer);
        json.WriteString("origin", Words.Of(location.Origin));
        json.WriteString("baseReference", location.BaseReference);
        Number(json, "line", location.Line);
        Number(json, "column", location.Column);
        Number(json, "offset", location.Offset);
        json.WriteString("jsonPointer", location.JsonPointer);
        Number(json, "historyIndex", location.HistoryIndex);
        json.WriteString("instruction", location.Instruction);
        json.WritePropertyName("source");
        Source(json, location.Source);
        json.WriteEndObject();
    }

    private static void Source(Utf8JsonWriter json, SourceLine? source)
    {
        if (source is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("file", source.File);
        json.WriteNumber("startLine", source.StartLine);
        json.WriteNumber("endLine", source.EndLine);
        json.WriteString("how", source.How);
        json.WriteString("confidence", source.Confidence);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    // The writer keeps everything until told; a report of a hostile image can be gigabytes.
    private static void FlushIfLarge(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushBytes)
        {
            json.Flush();
        }
    }
}
