using SecretGate.Detection.Keys;

namespace SecretGate.Detection.Scanning;

/// <summary>A secret at its place in a run, before overlaps are settled and lines are counted.</summary>
/// <param name="Start">Offset of its first byte in the run.</param>
/// <param name="End">Offset behind its last byte.</param>
/// <param name="Secret">The secret, redacted.</param>
/// <param name="LiteralLength">Bytes of the literal that led to it: the longer, the more specific.</param>
/// <param name="Reading">Number of the reading that gave it; those of one reading may overlap.</param>
/// <param name="Container">The encrypted container; null when it is none.</param>
internal readonly record struct RawMatch(long Start, long End, Secret Secret, int LiteralLength, long Reading, EncryptedContainer? Container);
