namespace SecretGate.Detection.Patterns;

/// <summary>A part of a pattern.</summary>
/// <param name="MinBytes">Bytes of its shortest match.</param>
/// <param name="MaxBytes">Bytes of its longest match.</param>
internal abstract record PatternNode(int MinBytes, int MaxBytes)
{
    /// <summary>No byte at all.</summary>
    public static PatternNode Nothing { get; } = new Sequence([]);

    /// <summary>One byte of a set.</summary>
    public sealed record One(ByteSet Set) : PatternNode(1, 1);

    /// <summary>Parts one behind the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode(Sum(Items, i => i.MinBytes), Sum(Items, i => i.MaxBytes));

    /// <summary>One of several, the first that lets the rest match.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Alternatives)
        : PatternNode(Alternatives.Min(a => a.MinBytes), Alternatives.Max(a => a.MaxBytes));

    /// <summary>The same part several times, as often as possible first (as seldom when lazy).</summary>
    public sealed record Repeat(PatternNode Item, int Min, int Max, bool IsLazy)
        : PatternNode(Product(Item.MinBytes, Min), Product(Item.MaxBytes, Max));

    /// <summary>The part that is the secret.</summary>
    public sealed record Capture(PatternNode Item) : PatternNode(Item.MinBytes, Item.MaxBytes);

    /// <summary>A place between two bytes.</summary>
    public sealed record Edge(EdgeKind Kind) : PatternNode(0, 0);

    private static int Sum(IReadOnlyList<PatternNode> items, Func<PatternNode, int> length) =>
        (int)Math.Min(int.MaxValue, items.Sum(i => (long)length(i)));

    private static int Product(int length, int times) => (int)Math.Min(int.MaxValue, (long)length * times);
}

/// <summary>What must hold between two bytes.</summary>
internal enum EdgeKind
{
    /// <summary>The run or a line starts here.</summary>
    LineStart,

    /// <summary>The run or a line ends here.</summary>
    LineEnd,

    /// <summary>A word starts or ends here.</summary>
    Word,

    /// <summary>No word starts or ends here.</summary>
    NoWord,
}
