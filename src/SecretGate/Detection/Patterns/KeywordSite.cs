namespace SecretGate.Detection.Patterns;

/// <summary>A literal of a pattern: how far in front of it a match may start.</summary>
/// <param name="Text">Its bytes; in lower case when <paramref name="IgnoreCase"/>.</param>
/// <param name="IgnoreCase">True when ASCII letters of either case match.</param>
/// <param name="MinOffset">Bytes of the match in front of it, at least.</param>
/// <param name="MaxOffset">Bytes of the match in front of it, at most.</param>
/// <param name="Follow">Bytes one of which stands behind it in every match; all when nothing is known.</param>
internal sealed record KeywordSite(byte[] Text, bool IgnoreCase, int MinOffset, int MaxOffset, ByteSet Follow);
