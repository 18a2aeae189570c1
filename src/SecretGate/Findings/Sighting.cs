using SecretGate.Detection;

namespace SecretGate.Findings;

/// <summary>A secret at a place of one blob or document, before anything is known of the layers around it.</summary>
internal sealed record Sighting
{
    /// <summary>What was found, redacted.</summary>
    public required Secret Secret { get; init; }

    /// <summary>Which part of the blob or document.</summary>
    public required SightingPlace Place { get; init; }

    /// <summary>Path in the layer (<c>a.jar!/b.pem</c>), secrets in it masked; null for bytes of no file.</summary>
    public string? Path { get; init; }

    /// <summary>The entry of the layer that it lies in, for its state; null when no reader of the file system shows it.</summary>
    public int? Entry { get; init; }

    /// <summary>Bytes from the start of the file, member, text, blob or tar stream.</summary>
    public required long Offset { get; init; }

    /// <summary>Line from 1; null where lines mean nothing.</summary>
    public int? Line { get; init; }

    /// <summary>Column from 1; null where lines mean nothing.</summary>
    public int? Column { get; init; }

    /// <summary>Pointer into a JSON document (RFC 6901); null outside documents.</summary>
    public string? JsonPointer { get; init; }

    /// <summary>History entry of a config; null otherwise.</summary>
    public int? HistoryIndex { get; init; }
}

/// <summary>Part of a blob or document.</summary>
internal enum SightingPlace
{
    /// <summary>A file, or the whole of a blob that is no tar.</summary>
    File,

    /// <summary>A name, link target or attribute.</summary>
    Metadata,

    /// <summary>Bytes of the tar stream that belong to no file.</summary>
    Raw,

    /// <summary>Bytes of the blob as stored, behind its last member.</summary>
    StoredRaw,

    /// <summary>A string of a JSON document.</summary>
    Document,
}
