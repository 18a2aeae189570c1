using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>Reads an image configuration (image-spec v1.1.0 config.md).</summary>
internal static class ConfigJson
{
    /// <summary>True for the config of an image, whatever its media type says: it lists diff IDs.</summary>
    public static bool IsImage(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.Member("rootfs") is { ValueKind: JsonValueKind.Object } rootfs && rootfs.Member("diff_ids") is not null;

    /// <summary>The parts that the gate reasons about. History and labels of a wrong type are taken for absent: they are scanned as text.</summary>
    /// <exception cref="UnreadException">It is no object, or its diff IDs are none.</exception>
    public static ImageConfig Read(JsonElement root)
    {
        var diffIds = root.Member("rootfs")?.List("diff_ids")?.Select(DiffId).ToList() ?? [];
        return new ImageConfig(PlatformOf(root), diffIds, HistoryOf(root), LabelsOf(root));
    }

    private static Digest DiffId(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && Digest.TryParse(element.AsText("diff_ids"), out var digest)
            ? digest
            : throw new UnreadException(UnreadReason.Damaged, "a diff ID that is no SHA-256 or SHA-512 digest");

    private static Platform? PlatformOf(JsonElement root) =>
        (Optional(root, "os"), Optional(root, "architecture")) is ({ } os, { } architecture)
            ? new Platform(os, architecture, Optional(root, "variant"))
            : null;

    private static List<HistoryEntry> HistoryOf(JsonElement root) =>
        root.Member("history") is { ValueKind: JsonValueKind.Array } history
            ? [.. history.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Object
                ? new HistoryEntry(
                    Optional(entry, "created_by") ?? "",
                    Optional(entry, "comment") ?? "",
                    entry.Member("empty_layer") is { ValueKind: JsonValueKind.True })
                : new HistoryEntry("", "", IsEmptyLayer: false))]
            : [];

    private static IReadOnlyDictionary<string, string> LabelsOf(JsonElement root) =>
        root.Member("config") is { ValueKind: JsonValueKind.Object } config && config.Member("Labels") is { ValueKind: JsonValueKind.Object } labels
            ? labels.Texts()
            : new Dictionary<string, string>();

    private static string? Optional(JsonElement element, string key) =>
        element.Member(key) is { ValueKind: JsonValueKind.String } value && value.AsText(key) is { Length: > 0 } text ? text : null;
}
