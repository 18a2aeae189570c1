namespace SecretGate.Detection;

/// <summary>How bad a leak is. Ordered: a higher value is worse.</summary>
public enum Severity
{
    /// <summary>Informs only.</summary>
    Info,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High: closes the gate under the default policy.</summary>
    High,

    /// <summary>Critical.</summary>
    Critical,
}
