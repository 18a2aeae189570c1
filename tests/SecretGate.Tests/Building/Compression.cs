using System.IO.Compression;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.ZStandard;

namespace SecretGate.Tests.Building;

/// <summary>How a layer or an outer archive is stored.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstd,
    Bzip2,
}

internal static class CompressionExtensions
{
    public static byte[] Compress(this Compression compression, byte[] bytes)
    {
        if (compression == Compression.None)
        {
            return bytes;
        }

        using var output = new MemoryStream();
        using (var encoder = Encoder(compression, output))
        {
            encoder.Write(bytes);
        }

        return output.ToArray();
    }

    public static string MediaTypeSuffix(this Compression compression) =>
        compression == Compression.None ? "" : "+" + compression.ToString().ToLowerInvariant();

    private static Stream Encoder(Compression compression, MemoryStream output) => compression switch
    {
        Compression.Gzip => new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true),
        Compression.Zstd => new CompressionStream(output, leaveOpen: true),
        Compression.Bzip2 => BZip2Stream.Create(output, SharpCompress.Compressors.CompressionMode.Compress, decompressConcatenated: false, leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };
}
