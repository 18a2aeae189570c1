using System.Security.Cryptography;

namespace SecretGate.Tests.Building;

/// <summary>One layer: its tar, and its bytes as stored.</summary>
internal sealed record BuiltLayer(byte[] Tar, byte[] Blob, string MediaType, string DiffId)
{
    public string Digest => BuiltImage.DigestOf(Blob);
}

/// <summary>An image in memory, ready to be written in any form.</summary>
internal sealed record BuiltImage(
    IReadOnlyList<string> Names, string Os, string Architecture, string? Variant, byte[] Config, byte[] Manifest, IReadOnlyList<BuiltLayer> Layers)
{
    public string ImageId => DigestOf(Config);

    public string ManifestDigest => DigestOf(Manifest);

    /// <summary>As <c>docker save</c> of the engines up to 24 writes it.</summary>
    public byte[] ToDockerArchive() => DockerArchive.Legacy(this).ToTar();

    /// <summary>As <c>docker save</c> of the engines from 25 on writes it.</summary>
    public byte[] ToDockerArchive25() => DockerArchive.Engine25(this).ToTar();

    public byte[] ToOciArchive() => OciLayout.Of(this).ToTar();

    public static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
