namespace SecretGate.Images;

/// <summary>What became of a file in the layers above it. Ordered: worst first.</summary>
public enum StateKind
{
    /// <summary>In the image's final file system (also: anything outside layers).</summary>
    Visible,

    /// <summary>The path exists in the end with other content.</summary>
    Overwritten,

    /// <summary>The path is gone in the end.</summary>
    Deleted,

    /// <summary>Bytes that ship but that no reader shows.</summary>
    Unreachable,
}

/// <summary>State of a file, and which layer changed it.</summary>
/// <param name="Kind">The state.</param>
/// <param name="ByLayer">Index of the layer that overwrote or deleted it; null otherwise.</param>
public readonly record struct PathState(StateKind Kind, int? ByLayer)
{
    /// <summary>In the final file system.</summary>
    public static PathState Visible { get; } = new(StateKind.Visible, null);

    /// <summary>Shipped, shown by no reader.</summary>
    public static PathState Unreachable { get; } = new(StateKind.Unreachable, null);
}
