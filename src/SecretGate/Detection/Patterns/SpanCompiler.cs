using System.Buffers;

namespace SecretGate.Detection.Patterns;

/// <summary>Turns a pattern into the steps of a <see cref="SpanProgram"/>. Built from its end, so that each step knows what follows.</summary>
internal sealed class SpanCompiler
{
    /// <summary>Steps of one pattern.</summary>
    public const int MaxSteps = 4096;

    private readonly List<SpanInstruction> _steps = [];

    private SpanCompiler()
    {
    }

    /// <summary>The steps of a pattern; the first one is at <paramref name="entry"/>.</summary>
    /// <exception cref="PatternException">It is too large.</exception>
    public static SpanInstruction[] Compile(PatternNode root, out int entry)
    {
        var compiler = new SpanCompiler();
        var accept = compiler.Add(new SpanInstruction(SpanStep.Accept));
        entry = compiler.Place(root, accept);
        return [.. compiler._steps];
    }

    // Adds the steps of a part in front of a step and returns the first of them.
    private int Place(PatternNode node, int next) => node switch
    {
        PatternNode.One one => Add(new SpanInstruction(SpanStep.One) { Set = one.Set, Next = next }),
        PatternNode.Sequence sequence => sequence.Items.Reverse().Aggregate(next, (behind, item) => Place(item, behind)),
        PatternNode.Choice choice => PlaceChoice(choice, next),
        PatternNode.Repeat { Item: PatternNode.One one } repeat => PlaceRun(one.Set, repeat, next),
        PatternNode.Repeat repeat => PlaceCopies(repeat, next),
        PatternNode.Capture capture => Add(new SpanInstruction(SpanStep.CaptureStart)
        {
            Next = Place(capture.Item, Add(new SpanInstruction(SpanStep.CaptureEnd) { Next = next })),
        }),
        PatternNode.Edge edge => Add(new SpanInstruction(SpanStep.Edge) { Edge = edge.Kind, Next = next }),
        _ => throw new InvalidOperationException(),
    };

    private int PlaceChoice(PatternNode.Choice choice, int next)
    {
        var first = Place(choice.Alternatives[^1], next);
        foreach (var alternative in choice.Alternatives.Reverse().Skip(1))
        {
            first = Add(new SpanInstruction(SpanStep.Split) { Next = Place(alternative, next), Other = first });
        }

        return first;
    }

    private int PlaceRun(ByteSet set, PatternNode.Repeat repeat, int next) => repeat switch
    {
        { Max: 0 } => next,
        { Min: 1, Max: 1 } => Add(new SpanInstruction(SpanStep.One) { Set = set, Next = next }),
        _ => Add(new SpanInstruction(SpanStep.Run)
        {
            Set = set,
            Values = SearchValues.Create(set.Values()),
            Min = repeat.Min,
            Max = repeat.Max,
            Next = next,
            IsLazy = repeat.IsLazy,
            IsPossessive = !repeat.IsLazy && StartsDisjoint(next, set, MaxSteps),
        }),
    };

    private int PlaceCopies(PatternNode.Repeat repeat, int next)
    {
        if (repeat.Item.MinBytes == 0 && repeat.Max > Math.Max(1, repeat.Min))
        {
            throw new PatternException("the pattern repeats a group that may be empty", "Let each round take at least one byte.");
        }

        var first = repeat.Max >= PatternParser.OpenRepeat ? PlaceLoop(repeat, next) : PlaceOptional(repeat, next);
        for (var copy = 0; copy < repeat.Min; copy++)
        {
            first = Place(repeat.Item, first);
        }

        return first;
    }

    // Each round goes back to the split, which is written when the steps of the round are known.
    private int PlaceLoop(PatternNode.Repeat repeat, int next)
    {
        var split = Add(new SpanInstruction(SpanStep.Split));
        var round = Place(repeat.Item, split);
        _steps[split] = Choose(round, next, repeat.IsLazy);
        return split;
    }

    private int PlaceOptional(PatternNode.Repeat repeat, int next)
    {
        var first = next;
        for (var copy = repeat.Min; copy < repeat.Max; copy++)
        {
            first = Add(Choose(Place(repeat.Item, first), next, repeat.IsLazy));
        }

        return first;
    }

    private static SpanInstruction Choose(int more, int less, bool isLazy) =>
        new(SpanStep.Split) { Next = isLazy ? less : more, Other = isLazy ? more : less };

    // True when nothing that may follow takes a byte of the set: then a run that stopped at another byte has no shorter form that helps.
    private bool StartsDisjoint(int step, ByteSet set, int budget)
    {
        var at = _steps[step];
        return budget > 0 && at.Step switch
        {
            SpanStep.One => at.Set.IsDisjoint(set),
            SpanStep.Run => at.Set.IsDisjoint(set) && (at.Min > 0 || StartsDisjoint(at.Next, set, budget - 1)),
            SpanStep.CaptureStart or SpanStep.CaptureEnd => StartsDisjoint(at.Next, set, budget - 1),
            SpanStep.Split => at.Next != at.Other && StartsDisjoint(at.Next, set, budget / 2) && StartsDisjoint(at.Other, set, budget / 2),
            _ => false,
        };
    }

    private int Add(SpanInstruction step)
    {
        if (_steps.Count >= MaxSteps)
        {
            throw new PatternException("the pattern is too large when its repeats are written out", "Repeat classes instead of groups.");
        }

        _steps.Add(step);
        return _steps.Count - 1;
    }
}
