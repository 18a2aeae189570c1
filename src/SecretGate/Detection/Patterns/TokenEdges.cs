namespace SecretGate.Detection.Patterns;

/// <summary>
/// Where a token may start and end: not inside a longer word, run of base64, symbol or number. A neighbour is a part of the token when it is a letter, a
/// digit, or a byte that the pattern's own first or last class could take.
/// </summary>
internal sealed class TokenEdges
{
    // A shorter prefix behind "_" or "-" is a piece of an identifier: task_sk_…, re_…
    private const int DistinctPrefix = 4;

    private readonly ByteSet _head;
    private readonly ByteSet _tail;
    private readonly ByteSet _closedBefore;
    private readonly ByteSet _closedAfter;
    private readonly bool _isFreeBefore;
    private readonly bool _isFreeAfter;

    /// <summary>The edges of a pattern.</summary>
    public TokenEdges(PatternNode root)
    {
        _isFreeBefore = SaysEdge(root, first: true);
        _isFreeAfter = SaysEdge(root, first: false);
        _head = EndSet(root, first: true);
        _tail = EndSet(root, first: false);
        var word = PrefixLength(root) >= DistinctPrefix ? ByteSet.Alphanumeric : ByteSet.Word.With((byte)'-');
        _closedBefore = word.Or(_head);
        _closedAfter = word.Or(_tail);
    }

    /// <summary>True when a token may start at this index.</summary>
    public bool CanStart(ReadOnlySpan<byte> window, int start)
    {
        if (_isFreeBefore || start == 0 || start == window.Length || !_closedBefore.Contains(window[start - 1]))
        {
            return true;
        }

        var first = window[start];
        return (!ByteSet.Word.Contains(first) && !_head.Contains(first)) || EscapeEnd.IsAt(window[..start]);
    }

    /// <summary>True when a token may end in front of this index.</summary>
    public bool CanEnd(ReadOnlySpan<byte> window, int end)
    {
        if (_isFreeAfter || end == 0 || end == window.Length || !_closedAfter.Contains(window[end]))
        {
            return true;
        }

        var last = window[end - 1];
        return !ByteSet.Word.Contains(last) && !_tail.Contains(last);
    }

    // The pattern says itself what must be in front or behind.
    private static bool SaysEdge(PatternNode node, bool first) => node switch
    {
        PatternNode.Edge => true,
        PatternNode.Sequence { Items: { Count: > 0 } items } => SaysEdge(first ? items[0] : items[^1], first),
        PatternNode.Choice choice => choice.Alternatives.Any(a => SaysEdge(a, first)),
        PatternNode.Capture capture => SaysEdge(capture.Item, first),
        _ => false,
    };

    // What classes (not single characters) may take at one end.
    private static ByteSet EndSet(PatternNode node, bool first)
    {
        switch (node)
        {
            case PatternNode.One one:
                return IsClass(one.Set) ? one.Set : ByteSet.None;
            case PatternNode.Repeat repeat:
                return EndSet(repeat.Item, first);
            case PatternNode.Capture capture:
                return EndSet(capture.Item, first);
            case PatternNode.Choice choice:
                return choice.Alternatives.Aggregate(ByteSet.None, (set, a) => set.Or(EndSet(a, first)));
            case PatternNode.Sequence sequence:
                var set = ByteSet.None;
                foreach (var item in first ? sequence.Items : sequence.Items.Reverse())
                {
                    set = set.Or(EndSet(item, first));
                    if (item.MinBytes > 0)
                    {
                        break;
                    }
                }

                return set;
            default:
                return ByteSet.None;
        }
    }

    // More than one character in both cases.
    private static bool IsClass(ByteSet set) => set.Count > 2 || (set.Count == 2 && !set.Equals(ByteSet.Of(set.Values()[0]).IgnoringCase()));

    // Characters in front of the first class, optional part or choice.
    private static int PrefixLength(PatternNode node) => node switch
    {
        PatternNode.One one => IsClass(one.Set) ? 0 : 1,
        PatternNode.Capture capture => PrefixLength(capture.Item),
        PatternNode.Choice choice => choice.Alternatives.Min(PrefixLength),
        PatternNode.Sequence sequence => SequencePrefixLength(sequence),
        _ => 0,
    };

    private static int SequencePrefixLength(PatternNode.Sequence sequence)
    {
        var length = 0;
        foreach (var item in sequence.Items)
        {
            var part = PrefixLength(item);
            length += part;
            if (part == 0 || part < item.MaxBytes)
            {
                break;
            }
        }

        return length;
    }
}
