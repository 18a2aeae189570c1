using System.Diagnostics.CodeAnalysis;

namespace SecretGate.Images;

/// <summary>The platform of an image (image-spec v1.1.0 image-index.md, property <c>platform</c>).</summary>
/// <param name="Os">For example <c>linux</c>.</param>
/// <param name="Architecture">For example <c>amd64</c>.</param>
/// <param name="Variant">For example <c>v8</c>; null when there is none.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    /// <summary>Reads <c>os/architecture[/variant]</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Platform? platform)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        platform = parts.Length is 2 or 3 && parts.All(part => part.Length > 0) ? new Platform(parts[0], parts[1], parts.ElementAtOrDefault(2)) : null;
        return platform is not null;
    }

    /// <summary>True when an image of the other platform is one of this: the variant counts only where this one names it.</summary>
    public bool Covers(Platform? other) =>
        other is not null && Os == other.Os && Architecture == other.Architecture && (Variant is null || Variant == other.Variant);

    /// <summary><c>os/architecture[/variant]</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
