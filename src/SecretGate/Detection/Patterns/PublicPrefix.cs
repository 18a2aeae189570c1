namespace SecretGate.Detection.Patterns;

/// <summary>The characters with which every secret of a pattern starts.</summary>
internal static class PublicPrefix
{
    /// <summary>The first characters; empty when the secret starts with a class.</summary>
    public static string Of(PatternNode root, int maxCharacters)
    {
        var prefix = new List<char>();
        Add(SecretOf(root) ?? root, prefix, maxCharacters);
        return new string([.. prefix]);
    }

    private static PatternNode? SecretOf(PatternNode node) => node switch
    {
        PatternNode.Capture capture => capture.Item,
        PatternNode.Sequence sequence => sequence.Items.Select(SecretOf).FirstOrDefault(found => found is not null),
        PatternNode.Choice choice => choice.Alternatives.Select(SecretOf).FirstOrDefault(found => found is not null),
        PatternNode.Repeat repeat => SecretOf(repeat.Item),
        _ => null,
    };

    // True when the part was added whole and the next one may follow.
    private static bool Add(PatternNode node, List<char> prefix, int max)
    {
        switch (node)
        {
            case PatternNode.One { Set: { Count: 1 } set } when prefix.Count < max && set.Values()[0] is >= (byte)'!' and <= (byte)'~':
                prefix.Add((char)set.Values()[0]);
                return true;
            case PatternNode.Sequence sequence:
                return sequence.Items.All(item => Add(item, prefix, max));
            case PatternNode.Edge:
                return true;
            default:
                return false;
        }
    }
}
