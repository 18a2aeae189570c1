using System.Text.Json;
using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>The findings of an earlier JSON report: only others close the gate.</summary>
public sealed class Baseline
{
    /// <summary>Bytes that a report may have to be a baseline.</summary>
    public const int MaxBytes = 128 << 20;

    private const int MaxDepth = 32;
    private const int MaxFingerprintLength = 64;

    private readonly HashSet<Fingerprint> _fingerprints;

    private Baseline(HashSet<Fingerprint> fingerprints) => _fingerprints = fingerprints;

    /// <summary>Reads a report.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="name">The file as the user named it.</param>
    /// <exception cref="GateException">It is too large, no JSON, or no report of this program (exit code 2).</exception>
    public static Baseline Read(ReadOnlyMemory<byte> json, string name)
    {
        if (json.Length > MaxBytes)
        {
            throw Refuse(name, $"the file is larger than {MaxBytes >> 20} MiB");
        }

        try
        {
            using var report = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return new Baseline([.. Fingerprints(report.RootElement, name)]);
        }
        catch (JsonException error)
        {
            throw Refuse(PositionOf(error, name), "this is not valid JSON, or has a key twice");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair behind an escape: valid to the parser, no text to its reader.
            throw Refuse(name, "a text in it is no Unicode");
        }
    }

    /// <summary>True when the earlier report holds the finding, accepted or not.</summary>
    internal bool Contains(Fingerprint fingerprint) => _fingerprints.Contains(fingerprint);

    private static IEnumerable<Fingerprint> Fingerprints(JsonElement report, string name)
    {
        if (report.ValueKind is not JsonValueKind.Object || !report.TryGetProperty("schemaVersion", out _))
        {
            throw Refuse(name, "there is no schemaVersion");
        }

        return from image in Items(report, "images", name)
               from finding in Items(image, "findings", name)
               select ReadFingerprint(finding, name);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string property, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(property, out var items) && items.ValueKind is JsonValueKind.Array
            ? items.EnumerateArray()
            : throw Refuse(name, $"{property} is no list");

    private static Fingerprint ReadFingerprint(JsonElement finding, string name) =>
        finding.ValueKind is JsonValueKind.Object
        && finding.TryGetProperty("fingerprint", out var value)
        && value.ValueKind is JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxFingerprintLength } hex
        && hex.All(char.IsAsciiHexDigitLower)
            ? new Fingerprint(hex)
            : throw Refuse(name, "a finding has no fingerprint");

    // A key that is given twice has no position.
    private static string PositionOf(JsonException error, string name) =>
        error is { LineNumber: { } line, BytePositionInLine: { } column } ? $"{name}:{line + 1}:{column + 1}" : name;

    private static GateException Refuse(string where, string why) => new(
        ExitCode.Usage, $"{where}: this cannot be a baseline: {why}.", "Give the report that an earlier run wrote with -o json=FILE.");
}
