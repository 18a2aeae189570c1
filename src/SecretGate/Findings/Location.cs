using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>One place of a finding.</summary>
public sealed record Location
{
    /// <summary>Platform of the image, <c>os/arch[/variant]</c>; null when unknown.</summary>
    public required string? Platform { get; init; }

    /// <summary>Part of the image.</summary>
    public required Place Place { get; init; }

    /// <summary>Layer index, 0 = lowest, empty history entries not counted; null outside layers.</summary>
    public int? Layer { get; init; }

    /// <summary>Diff ID of the layer; null outside layers.</summary>
    public string? DiffId { get; init; }

    /// <summary>
    /// Path as in the layer without a leading <c>./</c> or <c>/</c>, nested members behind <c>!/</c>; blob or document name where there is no file.
    /// Hostile text: a report format makes it inert. A secret inside the path is masked.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>State of the file.</summary>
    public required PathState State { get; init; }

    /// <summary>Who put it there.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Reference of the base image when <see cref="Origin"/> is base; null otherwise.</summary>
    public string? BaseReference { get; init; }

    /// <summary>Line from 1; null where lines mean nothing.</summary>
    public int? Line { get; init; }

    /// <summary>Column from 1; null where lines mean nothing.</summary>
    public int? Column { get; init; }

    /// <summary>Byte offset in the file, member or document, from 0; for bytes of no file in the tar stream, or in the blob as stored.</summary>
    public long? Offset { get; init; }

    /// <summary>True when the offset counts bytes of the blob as stored, behind its last member.</summary>
    public bool IsOffsetInBlob { get; init; }

    /// <summary>Pointer into the JSON document (RFC 6901): <c>/config/Env/3</c>; null for layers.</summary>
    public string? JsonPointer { get; init; }

    /// <summary>Index of the history entry; null otherwise.</summary>
    public int? HistoryIndex { get; init; }

    /// <summary>The instruction that made the layer or entry, from the history; null when there is none.</summary>
    public string? Instruction { get; init; }

    /// <summary>Where to change the repository; null until attribution found a line it is sure of.</summary>
    public SourceLine? Source { get; init; }

    /// <summary>
    /// The place in one line, the same for every form of an image: <c>layer[3]:/app/a.jar!/b.pem</c>, <c>layer[3]@OFFSET</c>,
    /// <c>layer[3]@blob+OFFSET</c>, <c>config:/config/Env/3</c>, <c>history[7]</c>, <c>manifest:/annotations/KEY</c>, <c>blob:/POINTER</c>.
    /// </summary>
    public string FullyQualifiedName => Place switch
    {
        Place.LayerFile or Place.LayerMetadata => $"layer[{Layer}]:/{Path}",
        Place.LayerRaw when IsOffsetInBlob => $"layer[{Layer}]@blob+{Offset}",
        Place.LayerRaw => $"layer[{Layer}]@{Offset}",
        Place.Config => $"config:{JsonPointer}",
        Place.History => $"history[{HistoryIndex}]",
        Place.Manifest => $"manifest:{JsonPointer}",
        _ => Path is null ? $"blob:{JsonPointer}" : $"blob:/{Path}{JsonPointer}",
    };
}

/// <summary>Lines of a file of the repository to change.</summary>
/// <param name="File">Path from the repository's root, forward slashes.</param>
/// <param name="StartLine">From 1.</param>
/// <param name="EndLine">From 1, inclusive.</param>
/// <param name="How">How it was found: <c>checkout-file</c>, <c>instruction</c>, <c>key-line</c>, <c>from-line</c>.</param>
/// <param name="Confidence"><c>certain</c> or <c>likely</c>.</param>
/// <param name="LineHash">GitHub's hash of the first line, <c>16 hex digits:occurrence</c>; null but for <c>checkout-file</c>.</param>
public sealed record SourceLine(string File, int StartLine, int EndLine, string How, string Confidence, string? LineHash = null);
