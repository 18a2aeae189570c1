using System.IO.Compression;

namespace SecretGate.Reporting;

/// <summary>A SARIF report as code scanning wants it sent: gzipped, and not above its limit.</summary>
public static class SarifUpload
{
    /// <summary>GitHub refuses a larger upload with 413 (GitHub docs, SARIF files: 10 MB, gzipped).</summary>
    public const int MaxBytes = 10_000_000;

    /// <summary>The gzipped report; compare its length with <see cref="MaxBytes"/> before sending it.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> sarif)
    {
        using var compressed = new MemoryStream();
#pragma warning disable RS0030 // Banned for reading, where it loses bytes; writing is sound.
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(sarif);
        }
#pragma warning restore RS0030

        return compressed.ToArray();
    }
}
