namespace SecretGate.Detection.Search;

/// <summary>How often each byte occurs in images.</summary>
internal static class ByteFrequencies
{
    /// <summary>How rare a literal is: the longer and the rarer its bytes, the higher.</summary>
    public static double Rarity(ReadOnlyMemory<byte> text) => text.Length;
}
