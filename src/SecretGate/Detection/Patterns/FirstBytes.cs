namespace SecretGate.Detection.Patterns;

/// <summary>The bytes with which a match of a part of a pattern may start.</summary>
internal static class FirstBytes
{
    /// <summary>The set; all bytes for a part that may be empty.</summary>
    public static ByteSet Of(PatternNode node) => Of(node, ByteSet.All);

    private static ByteSet Of(PatternNode node, ByteSet behind) => node switch
    {
        PatternNode.One one => one.Set,
        PatternNode.Sequence sequence => sequence.Items.Reverse().Aggregate(behind, (next, item) => Of(item, next)),
        PatternNode.Choice choice => choice.Alternatives.Aggregate(ByteSet.None, (set, a) => set.Or(Of(a, behind))),
        PatternNode.Repeat { Min: 0 } repeat => Of(repeat.Item, behind).Or(behind),
        PatternNode.Repeat repeat => Of(repeat.Item, behind),
        PatternNode.Capture capture => Of(capture.Item, behind),
        _ => behind,
    };
}
