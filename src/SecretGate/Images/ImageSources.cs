using SecretGate.Decoding;

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
    public static IImageSource Open(ImageLocator locator, Platform? platform, ImageAccess access, ScanLimits limits) =>
        throw new NotImplementedException();
}
