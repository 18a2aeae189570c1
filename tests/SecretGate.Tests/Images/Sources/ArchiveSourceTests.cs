using SecretGate.Images;
using SecretGate.Tests.Building;
using SecretGate.Tests.Decoding;

namespace SecretGate.Tests.Images.Sources;

/// <summary>What docker engines up to 24 save, in a file.</summary>
public sealed class DockerArchiveTests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change) =>
        Open("docker-archive:" + Write("image.tar", Changed(DockerArchive.Legacy(images), change).ToTar()), platform);
}

/// <summary>What docker engines from 25 on save.</summary>
public sealed class DockerArchive25Tests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change) =>
        Open("docker-archive:" + Write("image.tar", Changed(DockerArchive.Engine25(images), change).ToTar()), platform);
}

/// <summary>A docker archive that somebody packed again: other order, <c>./</c> in front of every name.</summary>
public sealed class RepackedDockerArchiveTests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change) =>
        Open("docker-archive:" + Write("image.tar", Changed(DockerArchive.Legacy(images), change).MoveToFront("manifest.json").ToTar("./")), platform);
}

/// <summary>An OCI layout in a tar.</summary>
public sealed class OciArchiveTests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change) =>
        Open("oci-archive:" + Write("image.tar", Changed(OciLayout.Of(images), change).ToTar()), platform);
}

/// <summary>An OCI layout in a compressed tar: read once.</summary>
public sealed class CompressedArchiveTests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change) =>
        Open("oci-archive:" + Write("image.tar.zst", Compression.Zstd.Compress(Changed(OciLayout.Of(images), change).ToTar())), platform);
}

/// <summary>A docker archive on standard input.</summary>
public sealed class StandardInputTests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change) =>
        Open("-", platform, new ImageAccess { StandardInput = () => new ChunkedStream(Changed(DockerArchive.Legacy(images), change).ToTar(), seed: 1) });
}

/// <summary>An OCI layout in a folder.</summary>
public sealed class OciFolderTests : SeveralImagesContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images, Action<MediumFiles> change)
    {
        Changed(OciLayout.Of(images), change).WriteTo(Folder);
        return Open("oci:" + Folder, platform);
    }
}

/// <summary>What skopeo writes to <c>dir:</c>.</summary>
public sealed class SkopeoFolderTests : ImageSourceContract
{
    private protected override IImageSource Open(Platform? platform, BuiltImage[] images)
    {
        SkopeoFolder.Of(images[0]).WriteTo(Folder);
        return Open("dir:" + Folder, platform);
    }
}
