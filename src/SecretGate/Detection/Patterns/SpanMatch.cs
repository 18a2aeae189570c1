namespace SecretGate.Detection.Patterns;

/// <summary>Where a pattern matched in a window.</summary>
/// <param name="Start">Index of its first byte.</param>
/// <param name="End">Index behind its last byte.</param>
/// <param name="SecretStart">Index of the secret's first byte.</param>
/// <param name="SecretEnd">Index behind the secret's last byte.</param>
internal readonly record struct SpanMatch(int Start, int End, int SecretStart, int SecretEnd);
