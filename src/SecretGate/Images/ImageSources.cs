using SecretGate.Decoding;
using SecretGate.Images.Layouts;
using SecretGate.Images.Registries;
using SecretGate.Images.Sources;

namespace SecretGate.Images;

/// <summary>The table of sources: where an image is → who reads it.</summary>
internal static class ImageSources
{
    /// <summary>Opens the source of an image. Nothing is read yet.</summary>
    /// <param name="locator">Where the image is.</param>
    /// <param name="platform">The one platform to read; null for all.</param>
    /// <param name="access">Handles.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="GateException">The place cannot be reached with these handles (exit code 3).</exception>
    public static IImageSource Open(ImageLocator locator, Platform? platform, ImageAccess access, ScanLimits limits)
    {
        var selection = new ImageSelection(locator.Reference, platform);
        return (locator.Place, locator.Path, locator.Reference) switch
        {
            (ImagePlace.Engine, _, { } reference) => new EngineSource(locator.Text, reference, platform, EngineOf(access), access.Clock, limits),
            (ImagePlace.Archive or ImagePlace.Folder, { } path, _) when Directory.Exists(path) => new FolderSource(locator.Text, path, selection, limits),
            (ImagePlace.Archive or ImagePlace.Folder, { } path, _) => new ArchiveSource(locator.Text, () => OpenFile(path), selection, limits),
            (ImagePlace.StandardInput, _, _) => new ArchiveSource(locator.Text, InputOf(access), selection, limits),
            (ImagePlace.Registry, _, { } reference) when ImageReference.TryParse(reference, out var name) =>
                new RegistrySource(locator.Text, name, platform, RegistriesOf(access), access.Clock, limits),
            _ => throw new GateException(ExitCode.Usage, $"{locator.Text} names no place that an image is read from."),
        };
    }

    private static EngineEndpoint EngineOf(ImageAccess access) =>
        access.Engine ?? throw new GateException(ExitCode.Incomplete, "No container engine is configured.", "Name one with DOCKER_HOST, or give an archive.");

    private static RegistryAccess RegistriesOf(ImageAccess access) =>
        access.Registries ?? throw new GateException(ExitCode.Incomplete, "No registry can be reached from here.");

    private static Func<Stream> InputOf(ImageAccess access) =>
        access.StandardInput ?? throw new GateException(ExitCode.Incomplete, "There is no standard input to read an image from.");

    // Not buffered: whoever reads it has larger buffers of its own.
    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
