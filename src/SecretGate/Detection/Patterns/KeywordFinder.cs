using System.Text;

namespace SecretGate.Detection.Patterns;

/// <summary>
/// Finds the literals of which every match of a pattern has one. Neighbouring parts with few forms are multiplied out
/// (<c>sk_(?:live|test)_</c> gives two literals), and of all such sets in the pattern the one that the caller values most is taken.
/// </summary>
internal sealed class KeywordFinder
{
    // More forms than this are a class, no literal.
    private const int MaxForms = 64;
    private const int MaxFormBytes = 256;

    // A keyword may spell out a class of some characters; a literal found without help is not worth many forms.
    private const int NamedClass = 16;
    private const int DerivedClass = 4;

    private readonly int _largestClass;
    private readonly Func<Form, (KeywordSite Site, double Value)?> _choose;

    private KeywordFinder(int largestClass, Func<Form, (KeywordSite, double)?> choose)
    {
        _largestClass = largestClass;
        _choose = choose;
    }

    /// <summary>The sites of the given keywords in a pattern; null when a match may have none of them.</summary>
    public static IReadOnlyList<KeywordSite>? Find(PatternNode root, IReadOnlyList<string> keywords)
    {
        var texts = keywords.Select(Encoding.UTF8.GetBytes).ToArray();
        return Merge(new KeywordFinder(NamedClass, form => SiteOf(texts, form)).Best(root)?.Sites);
    }

    /// <summary>The best sites that the pattern has by itself; null when it has no literal of at least <paramref name="minBytes"/>.</summary>
    /// <param name="root">The pattern.</param>
    /// <param name="minBytes">Bytes of the shortest literal that is of use.</param>
    /// <param name="value">What a literal is worth: the rarer, the more.</param>
    public static IReadOnlyList<KeywordSite>? Derive(PatternNode root, int minBytes, Func<ReadOnlyMemory<byte>, double> value) =>
        Merge(new KeywordFinder(DerivedClass, form => form.Text.Length < minBytes
            ? null
            : (new KeywordSite(form.Text, form.IgnoreCase, form.MinOffset, form.MaxOffset, form.Follow), value(form.Text))).Best(root)?.Sites);

    // One site a literal, wherever it may stand.
    private static IReadOnlyList<KeywordSite>? Merge(IReadOnlyList<KeywordSite>? sites) => sites is null
        ? null
        : [.. sites.GroupBy(s => (Convert.ToHexString(s.Text), s.IgnoreCase)).Select(same => same.First() with
        {
            MinOffset = same.Min(s => s.MinOffset),
            MaxOffset = same.Max(s => s.MaxOffset),
            Follow = same.Aggregate(ByteSet.None, (set, s) => set.Or(s.Follow)),
        })];

    // The longest keyword inside a form.
    private static (KeywordSite, double)? SiteOf(byte[][] keywords, Form form)
    {
        (KeywordSite, double)? best = null;
        foreach (var keyword in keywords)
        {
            var wanted = form.IgnoreCase ? Lower(keyword) : keyword;
            var at = form.Text.AsSpan().IndexOf(wanted);
            if (at >= 0 && (best is null || wanted.Length > best.Value.Item2))
            {
                var end = at + wanted.Length;
                var follow = end == form.Text.Length ? form.Follow : ByteSet.Of(form.Text[end]);
                best = (new KeywordSite(
                    wanted, form.IgnoreCase, form.MinOffset + at, form.MaxOffset + at, form.IgnoreCase ? follow.IgnoringCase() : follow), wanted.Length);
            }
        }

        return best;
    }

    private static byte[] Lower(byte[] text) => [.. text.Select(b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b)];

    private Found? Best(PatternNode root)
    {
        var (forms, found) = Walk(root);
        return Better(found, forms is null ? null : Value(forms));
    }

    // The forms of a part when it has few, else the best sites inside it. Offsets count from the part's start.
    private (IReadOnlyList<Form>? Forms, Found? Found) Walk(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                return (FormsOf(one.Set), null);
            case PatternNode.Edge:
                return ([Form.Empty], null);
            case PatternNode.Capture capture:
                return Walk(capture.Item);
            case PatternNode.Choice choice:
                return WalkChoice(choice);
            case PatternNode.Repeat repeat:
                return WalkRepeat(repeat);
            case PatternNode.Sequence sequence:
                return WalkSequence(sequence.Items);
            default:
                throw new InvalidOperationException();
        }
    }

    private (IReadOnlyList<Form>?, Found?) WalkChoice(PatternNode.Choice choice)
    {
        var parts = choice.Alternatives.Select(Walk).ToList();
        if (parts.All(p => p.Forms is not null) && parts.Sum(p => p.Forms!.Count) <= MaxForms)
        {
            return ([.. parts.SelectMany(p => p.Forms!)], null);
        }

        var best = parts.Select(p => Better(p.Found, p.Forms is null ? null : Value(p.Forms))).ToList();
        return (null, best.Contains(null) ? null : new Found([.. best.SelectMany(b => b!.Sites)], best.Min(b => b!.Value)));
    }

    private (IReadOnlyList<Form>?, Found?) WalkRepeat(PatternNode.Repeat repeat)
    {
        var (forms, found) = Walk(repeat.Item);
        if (forms is null)
        {
            return (null, repeat.Min > 0 ? found : null);
        }

        IReadOnlyList<Form>? all = [Form.Empty];
        IReadOnlyList<Form> longest = all;
        for (var times = 1; times <= repeat.Max && all is not null; times++)
        {
            var next = Multiply(longest, forms);
            all = next is null ? null : times <= repeat.Min ? next : Union(all, next);
            longest = next ?? longest;
        }

        return all is not null ? (all, null) : (null, repeat.Min > 0 ? Value(forms) : null);
    }

    private (IReadOnlyList<Form>?, Found?) WalkSequence(IReadOnlyList<PatternNode> items)
    {
        Found? best = null;
        IReadOnlyList<Form> run = [Form.Empty];
        long runMin = 0, runMax = 0, min = 0, max = 0;
        var isWhole = true;
        foreach (var item in items)
        {
            var (forms, found) = Walk(item);
            var longer = forms is null ? null : Multiply(run, forms);
            if (longer is null)
            {
                isWhole = false;
                best = Better(best, Value(run, FirstBytes.Of(item))?.Behind(runMin, runMax));
                best = Better(best, found?.Behind(min, max));
            }

            min += item.MinBytes;
            max += item.MaxBytes;
            (run, runMin, runMax) = longer is not null ? (longer, runMin, runMax)
                : forms is not null ? (forms, min - item.MinBytes, max - item.MaxBytes)
                : ([Form.Empty], min, max);
        }

        return isWhole ? (run, null) : (null, Better(best, Value(run)?.Behind(runMin, runMax)));
    }

    private IReadOnlyList<Form>? FormsOf(ByteSet set)
    {
        var values = set.Values();
        if (values.Length == 2 && values[0] != values[1] && ByteSet.Of(values[1]).IgnoringCase().Equals(set))
        {
            return [new Form([values[1]], IgnoreCase: true, 0, 0)];
        }

        return values.Length > 0 && values.Length <= _largestClass ? [.. values.Select(v => new Form([v], IgnoreCase: false, 0, 0))] : null;
    }

    private static IReadOnlyList<Form>? Multiply(IReadOnlyList<Form> first, IReadOnlyList<Form> second)
    {
        if (first.Count * second.Count > MaxForms || first.Max(f => f.Text.Length) + second.Max(f => f.Text.Length) > MaxFormBytes)
        {
            return null;
        }

        return [.. first.SelectMany(_ => second, (a, b) => a.Then(b))];
    }

    private static IReadOnlyList<Form>? Union(IReadOnlyList<Form> first, IReadOnlyList<Form> second) =>
        first.Count + second.Count > MaxForms ? null : [.. first, .. second];

    private Found? Value(IReadOnlyList<Form> forms, ByteSet? follow = null)
    {
        var sites = forms.Select(form => _choose(form with { Follow = follow ?? ByteSet.All })).ToList();
        return sites.Contains(null) ? null : new Found([.. sites.Select(s => s!.Value.Site)], sites.Min(s => s!.Value.Value));
    }

    private static Found? Better(Found? a, Found? b) => a is null || (b is not null && b.Value > a.Value) ? b : a;

    /// <summary>One text that a part of a pattern may take.</summary>
    private sealed record Form(byte[] Text, bool IgnoreCase, int MinOffset, int MaxOffset)
    {
        public static Form Empty { get; } = new([], IgnoreCase: false, 0, 0);

        public ByteSet Follow { get; init; } = ByteSet.All;

        public Form Then(Form next)
        {
            var ignoreCase = IgnoreCase || next.IgnoreCase;
            byte[] text = [.. Text, .. next.Text];
            return this with { Text = ignoreCase ? Lower(text) : text, IgnoreCase = ignoreCase };
        }
    }

    private sealed record Found(IReadOnlyList<KeywordSite> Sites, double Value)
    {
        public Found Behind(long min, long max) => this with
        {
            Sites = [.. Sites.Select(s => s with { MinOffset = (int)(s.MinOffset + min), MaxOffset = (int)Math.Min(int.MaxValue, s.MaxOffset + max) })],
        };
    }
}
