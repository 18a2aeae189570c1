namespace SecretGate.Images;

/// <summary>
/// Which paths a layer holds, hides or links, as 64-bit hashes: 8 bytes a path whatever its length, so that a million files cost 8 MB.
/// </summary>
internal sealed class LayerPaths
{
    /// <summary>A blob that is no layer.</summary>
    public static LayerPaths Empty { get; } = new();
}
