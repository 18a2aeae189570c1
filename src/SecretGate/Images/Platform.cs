namespace SecretGate.Images;

/// <summary>The platform of an image (image-spec v1.1.0 image-index.md, property <c>platform</c>).</summary>
/// <param name="Os">For example <c>linux</c>.</param>
/// <param name="Architecture">For example <c>amd64</c>.</param>
/// <param name="Variant">For example <c>v8</c>; null when there is none.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    /// <summary><c>os/architecture[/variant]</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
