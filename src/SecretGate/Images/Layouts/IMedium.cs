namespace SecretGate.Images.Layouts;

/// <summary>What a layout is read from: named files, of which the small texts are at hand.</summary>
internal interface IMedium
{
    /// <summary>Every file of that normalised path, in the order of the medium, links followed.</summary>
    IReadOnlyList<MediumFile> FindAll(string path);

    /// <summary>The file that should hold a blob; null when the medium does not have it.</summary>
    MediumFile? FindBlob(Descriptor blob, BlobRole role);
}

/// <summary>What a blob is named as.</summary>
internal enum BlobRole
{
    /// <summary>An index or manifest.</summary>
    Manifest,

    /// <summary>A config.</summary>
    Config,

    /// <summary>A layer.</summary>
    Layer,

    /// <summary>Content of an artifact or attestation.</summary>
    Content,
}

/// <summary>One file of a medium.</summary>
/// <param name="Name">Unique name, <see cref="Blob.Name"/>: digest where the path is one, else the path.</param>
/// <param name="SizeBytes">Its size; null when unknown.</param>
/// <param name="Text">Its bytes when it is a text within the limit for documents; null otherwise.</param>
internal sealed record MediumFile(string Name, long? SizeBytes, ReadOnlyMemory<byte>? Text);
