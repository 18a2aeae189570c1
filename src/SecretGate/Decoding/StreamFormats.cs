namespace SecretGate.Decoding;

/// <summary>The decoder table: magic bytes → stream.</summary>
internal static class StreamFormats
{
    /// <summary>Bytes that <see cref="Detect"/> wants to see.</summary>
    public const int HeadBytes = 64;

    /// <summary>The format whose magic bytes the head has; null for none.</summary>
    public static StreamFormat? Detect(ReadOnlySpan<byte> head) => throw new NotImplementedException();
}
