namespace SecretGate.Images;

/// <summary>The parts of an image configuration that the gate reasons about (image-spec v1.1.0 config.md). Its text is scanned whole, as a document.</summary>
/// <param name="Platform">From <c>os</c>, <c>architecture</c>, <c>variant</c>; null when absent.</param>
/// <param name="DiffIds">Of <c>rootfs.diff_ids</c>, base first.</param>
/// <param name="History">All entries, in order, empty layers included.</param>
/// <param name="Labels">Of <c>config.Labels</c>.</param>
internal sealed record ImageConfig(
    Platform? Platform,
    IReadOnlyList<Digest> DiffIds,
    IReadOnlyList<HistoryEntry> History,
    IReadOnlyDictionary<string, string> Labels);

/// <summary>One line per build step.</summary>
/// <param name="CreatedBy">The command text; empty when absent.</param>
/// <param name="Comment">Empty when absent.</param>
/// <param name="IsEmptyLayer">True when the step made no layer.</param>
internal sealed record HistoryEntry(string CreatedBy, string Comment, bool IsEmptyLayer);
