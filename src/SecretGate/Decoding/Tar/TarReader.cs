namespace SecretGate.Decoding.Tar;

/// <summary>Streaming tar reader: ustar, pax, GNU long names, every sparse form, base-256 sizes; nothing is dropped in silence.</summary>
internal static class TarReader
{
    /// <summary>True when the first 512 bytes are a tar header with a checksum that holds, or an end mark.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head) => throw new NotImplementedException();

    /// <summary>Reads the stream to its end, also behind the end mark.</summary>
    public static void Read(Stream tar, ITarSink sink, ScanLimits limits, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
