using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>A descriptor as a document holds it (image-spec v1.1.0 descriptor.md), with what an index adds to it.</summary>
/// <param name="Blob">Media type, digest and size.</param>
/// <param name="Platform">Platform of the manifest; null when none is given, or <c>unknown</c>.</param>
/// <param name="Annotations">Texts by key; empty when there are none.</param>
internal sealed record DescriptorJson(Descriptor Blob, Platform? Platform, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>Key of the name that an OCI layout gives an image.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Key of the name that containerd gives an image.</summary>
    public const string ContainerdName = "io.containerd.image.name";

    // moby/buildkit v0.13 docs/attestations/attestation-storage.md
    private const string ReferenceType = "vnd.docker.reference.type";
    private const string ReferenceDigest = "vnd.docker.reference.digest";

    /// <summary>The image whose attestations the manifest holds; null when it holds none.</summary>
    public Digest? AttestedManifest =>
        Annotations.GetValueOrDefault(ReferenceType) == "attestation-manifest"
        && Digest.TryParse(Annotations.GetValueOrDefault(ReferenceDigest), out var digest) ? digest : null;

    /// <summary>Names of the image: what users may ask for.</summary>
    public IEnumerable<string> Names =>
        new[] { Annotations.GetValueOrDefault(ContainerdName), Annotations.GetValueOrDefault(RefName) }.OfType<string>();

    /// <summary>Reads one.</summary>
    /// <exception cref="UnreadException">It is none: the digest is malformed, the size no count.</exception>
    public static DescriptorJson Read(JsonElement element)
    {
        var text = element.Text("digest");
        if (!Digest.TryParse(text, out var digest))
        {
            throw new UnreadException(UnreadReason.Damaged, "a blob named by something that is no SHA-256 or SHA-512 digest");
        }

        if (element.Member("size") is not { ValueKind: JsonValueKind.Number } size || !size.TryGetInt64(out var bytes) || bytes < 0)
        {
            throw new UnreadException(UnreadReason.Damaged, $"no size in bytes for {digest}");
        }

        return new DescriptorJson(new Descriptor(element.Text("mediaType"), digest, bytes), PlatformOf(element), AnnotationsOf(element));
    }

    /// <summary>Texts of <c>annotations</c>; what is no text is left out.</summary>
    public static IReadOnlyDictionary<string, string> AnnotationsOf(JsonElement element) =>
        element.Member("annotations") is { ValueKind: JsonValueKind.Object } annotations ? annotations.Texts() : new Dictionary<string, string>();

    private static Platform? PlatformOf(JsonElement element)
    {
        if (element.Member("platform") is not { ValueKind: JsonValueKind.Object } platform)
        {
            return null;
        }

        return (platform.Text("os"), platform.Text("architecture")) is ({ Length: > 0 } os, { Length: > 0 } architecture) && os != "unknown"
            ? new Platform(os, architecture, platform.Text("variant") is { Length: > 0 } variant ? variant : null)
            : null;
    }
}
