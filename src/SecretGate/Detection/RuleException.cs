namespace SecretGate.Detection;

/// <summary>A rule that cannot be used: which key, why, and what to write instead.</summary>
internal sealed class RuleException(string key, string message, string help) : Exception(message)
{
    /// <summary>The key of the rule's file.</summary>
    public string Key { get; } = key;

    /// <summary>What to write instead.</summary>
    public string Help { get; } = help;
}
