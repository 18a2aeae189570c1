using SecretGate.Findings;
using SecretGate.Images;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Content;

/// <summary>What every report says of a location, in sentences.</summary>
internal static class LocationText
{
    /// <summary>Where in the image: path, layer, pointer.</summary>
    public static Sentence Place(Location location) => location.Place switch
    {
        Findings.Place.LayerFile => $"{location.Path}{Line(location)}",
        Findings.Place.LayerMetadata => $"name, link or attribute of {location.Path}",
        Findings.Place.LayerRaw => $"bytes of no file ({location.FullyQualifiedName})",
        Findings.Place.Config => $"image config, {location.JsonPointer}",
        Findings.Place.History => $"image history, entry {location.HistoryIndex ?? 0}",
        Findings.Place.Manifest => $"manifest, {location.JsonPointer}",
        Findings.Place.Attestation => $"attestation, {location.FullyQualifiedName}",
        _ => $"artifact, {location.FullyQualifiedName}",
    };

    /// <summary>The layer and the instruction that made it, or the instruction that wrote it; null where neither is known.</summary>
    public static Sentence? Maker(Location location) => (location.Layer, location.Instruction) switch
    {
        ({ } layer, { } instruction) => $"layer {layer}, made by {instruction}",
        ({ } layer, null) => $"layer {layer}",
        (null, { } instruction) => $"written by {instruction}",
        _ => null,
    };

    /// <summary>The state, and what it means for who pulls the image.</summary>
    public static Sentence State(Location location) => location.State switch
    {
        { Kind: StateKind.Overwritten, ByLayer: { } layer } => $"overwritten by layer {layer}: still in the image",
        { Kind: StateKind.Overwritten } => $"overwritten: still in the image",
        { Kind: StateKind.Deleted, ByLayer: { } layer } => $"deleted by layer {layer}: still in the image",
        { Kind: StateKind.Deleted } => $"deleted: still in the image",
        { Kind: StateKind.Unreachable } => $"unreachable: shipped with the image, shown by no reader",
        _ => $"visible",
    };

    /// <summary>Who put it there.</summary>
    public static Sentence Origin(Location location) => location switch
    {
        { Origin: Findings.Origin.Own } => $"own (this build)",
        { BaseReference: { } reference } => $"base image {reference}",
        _ => $"base image",
    };

    /// <summary>The line of the repository to change: <c>Dockerfile:7-9</c>.</summary>
    public static string Source(SourceLine source) =>
        source.EndLine > source.StartLine
            ? FormattableString.Invariant($"{source.File}:{source.StartLine}-{source.EndLine}")
            : FormattableString.Invariant($"{source.File}:{source.StartLine}");

    private static Sentence? Line(Location location) => location.Line is { } line ? (Sentence)$", line {line}" : null;
}
