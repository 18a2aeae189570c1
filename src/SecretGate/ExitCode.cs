namespace SecretGate;

/// <summary>How a run ends. If several apply, the first of 130, 5, 2, 3, 4, 1 is returned.</summary>
public enum ExitCode
{
    /// <summary>The gate is open.</summary>
    Open = 0,

    /// <summary>Closed by findings.</summary>
    Closed = 1,

    /// <summary>Usage or policy error.</summary>
    Usage = 2,

    /// <summary>Image not found, or not fully read.</summary>
    Incomplete = 3,

    /// <summary>A report or a required upload was not delivered.</summary>
    Undelivered = 4,

    /// <summary>Internal error.</summary>
    Internal = 5,

    /// <summary>Interrupted by SIGINT or SIGTERM.</summary>
    Interrupted = 130,
}
