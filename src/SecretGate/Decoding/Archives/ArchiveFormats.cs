namespace SecretGate.Decoding.Archives;

/// <summary>The table of nested archives.</summary>
internal static class ArchiveFormats
{
    /// <summary>Bytes that <see cref="Detect"/> wants to see.</summary>
    public const int HeadBytes = 512;

    /// <summary>The format whose magic bytes the head has; null for none.</summary>
    public static ArchiveFormat? Detect(ReadOnlySpan<byte> head) => null;
}
