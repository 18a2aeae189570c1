namespace SecretGate.Decoding.Tar;

/// <summary>Streaming tar reader: ustar, pax, GNU long names, every sparse form, base-256 sizes; nothing is dropped in silence.</summary>
internal static class TarReader
{
    /// <summary>True when the first 512 bytes are a tar header with a checksum that holds, or an end mark.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head) =>
        head.Length >= TarHeader.BlockBytes
        && (IsHeader(head) || !head[..TarHeader.BlockBytes].ContainsAnyExcept((byte)0));

    /// <summary>True when the first 512 bytes are a tar header with a checksum that holds.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> head) =>
        head.Length >= TarHeader.BlockBytes && new TarHeader(head[..TarHeader.BlockBytes]).IsValid;

    /// <summary>Reads the stream to its end, also behind the end mark. What the stream throws passes through.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Read(Stream tar, ITarSink sink, ScanLimits limits, CancellationToken cancellationToken)
    {
        using var source = new ForwardStream(tar);
        using var content = new TarContent(source);
        new TarWalk(new TarBlocks(source, sink, limits, readsBehindEnd: true), content, sink, limits).Run(cancellationToken);
    }

    /// <summary>Reads the stream to its end mark, and leaves what stands behind that.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void ReadEntries(ForwardStream tar, ITarSink sink, ScanLimits limits, CancellationToken cancellationToken)
    {
        using var content = new TarContent(tar);
        new TarWalk(new TarBlocks(tar, sink, limits, readsBehindEnd: false), content, sink, limits).Run(cancellationToken);
    }
}
