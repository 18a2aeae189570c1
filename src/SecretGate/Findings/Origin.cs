namespace SecretGate.Findings;

/// <summary>Who put it there. Ordered: worst first.</summary>
public enum Origin
{
    /// <summary>This build, also when no base is known.</summary>
    Own,

    /// <summary>The base image.</summary>
    Base,
}
