namespace SecretGate.Findings;

/// <summary>In which part of the image a secret was found.</summary>
public enum Place
{
    /// <summary>A file of a layer, or a member of an archive in it.</summary>
    LayerFile,

    /// <summary>Bytes of a layer that belong to no file.</summary>
    LayerRaw,

    /// <summary>Names, links and extended attributes of a layer.</summary>
    LayerMetadata,

    /// <summary>The image configuration.</summary>
    Config,

    /// <summary>A history entry of the configuration.</summary>
    History,

    /// <summary>A manifest or index, annotations included.</summary>
    Manifest,

    /// <summary>An attestation.</summary>
    Attestation,

    /// <summary>A blob of an artifact.</summary>
    Artifact,
}
