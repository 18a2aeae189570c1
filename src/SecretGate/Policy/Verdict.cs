namespace SecretGate.Policy;

/// <summary>What the gate decided.</summary>
public enum Verdict
{
    /// <summary>Nothing closes the gate.</summary>
    Open,

    /// <summary>Findings close it.</summary>
    Closed,

    /// <summary>The run ended with 2, 3, 5 or 130: nothing can be said of what was not read.</summary>
    Incomplete,
}
