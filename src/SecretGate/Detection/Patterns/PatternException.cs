namespace SecretGate.Detection.Patterns;

/// <summary>A pattern that cannot be read: why, and what to write instead.</summary>
internal sealed class PatternException(string message, string help) : Exception(message)
{
    /// <summary>What to write instead.</summary>
    public string Help { get; } = help;

    /// <summary>True for syntax that a regular expression may have and the span grammar has not.</summary>
    public bool IsBeyondGrammar { get; init; }
}
