namespace SecretGate.Detection.Patterns;

/// <summary>The window that a regular expression sees, whose own reach nothing says.</summary>
internal static class RegexReach
{
    /// <summary>Bytes in front of a keyword.</summary>
    public const int BeforeBytes = 512;

    /// <summary>Bytes from the keyword on.</summary>
    public const int AfterBytes = 4096;
}
