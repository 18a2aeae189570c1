namespace SecretGate.Detection.Search;

/// <summary>A literal in a window.</summary>
/// <param name="Start">Index of its first byte.</param>
/// <param name="Literal">Its number in the list given to the search.</param>
internal readonly record struct LiteralHit(int Start, int Literal);
