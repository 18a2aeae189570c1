namespace SecretGate.Detection.Patterns;

/// <summary>
/// A compiled pattern, matched on bytes from a given start. It backtracks as a regular expression does (first alternative first, longest repeat
/// first); <see cref="MatchMemory"/> bounds the work.
/// </summary>
internal sealed class SpanProgram
{
    private readonly SpanInstruction[] _steps;
    private readonly int _entry;
    private readonly TokenEdges _edges;

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="PatternException">It is too large.</exception>
    public SpanProgram(PatternNode root)
    {
        _steps = SpanCompiler.Compile(root, out _entry);
        _edges = new TokenEdges(root);
        MaxBytes = root.MaxBytes;
        First = FirstBytes.Of(root);
    }

    /// <summary>Bytes of its longest match.</summary>
    public int MaxBytes { get; }

    /// <summary>The bytes with which a match starts.</summary>
    public ByteSet First { get; }

    /// <summary>Tries to match at one place.</summary>
    /// <param name="window">Bytes of the run.</param>
    /// <param name="start">Index in the window.</param>
    /// <param name="windowOffset">Offset of the window in the run.</param>
    /// <param name="ignoreEdges">True to accept a token inside a longer word.</param>
    /// <param name="memory">What the scanner remembers of this pattern.</param>
    /// <param name="match">Where it matched.</param>
    public bool TryMatch(
        ReadOnlySpan<byte> window, int start, long windowOffset, bool ignoreEdges, MatchMemory memory, out SpanMatch match)
    {
        match = default;
        if (!ignoreEdges && !_edges.CanStart(window, start))
        {
            return false;
        }

        memory.Begin(windowOffset + start, MaxBytes, _steps.Length);
        var path = new OpenPath(_entry, start, start, -1, -1);
        do
        {
            if (Follow(window, windowOffset, ignoreEdges, memory, ref path))
            {
                var hasCapture = path.SecretEnd >= 0;
                match = new SpanMatch(start, path.At, hasCapture ? path.SecretStart : start, hasCapture ? path.SecretEnd : path.At);
                return true;
            }
        }
        while (TakeOpen(memory, out path));
        return false;
    }

    // Goes on with the innermost open path; a run's path moves on by one byte and stays open until its last place.
    private static bool TakeOpen(MatchMemory memory, out OpenPath path)
    {
        if (!memory.Open.TryPop(out path))
        {
            return false;
        }

        if (path.At != path.Last)
        {
            memory.Open.Push(path with { At = path.At + Math.Sign(path.Last - path.At) });
        }

        return true;
    }

    private bool Follow(ReadOnlySpan<byte> window, long windowOffset, bool ignoreEdges, MatchMemory memory, ref OpenPath path)
    {
        var (number, at, _, secretStart, secretEnd) = path;
        while (memory.IsNew(number, windowOffset + at))
        {
            ref readonly var step = ref _steps[number];
            number = step.Next;
            switch (step.Step)
            {
                case SpanStep.One when at < window.Length && step.Set.Contains(window[at]):
                    at++;
                    break;
                case SpanStep.Run when TakeRun(step, window, at, out var last, out var other):
                    if (last != other)
                    {
                        memory.Open.Push(new OpenPath(number, last + Math.Sign(other - last), other, secretStart, secretEnd));
                    }

                    at = last;
                    break;
                case SpanStep.Split:
                    memory.Open.Push(new OpenPath(step.Other, at, at, secretStart, secretEnd));
                    break;
                case SpanStep.CaptureStart:
                    secretStart = at;
                    break;
                case SpanStep.CaptureEnd:
                    secretEnd = at;
                    break;
                case SpanStep.Edge when IsEdge(step.Edge, window, at):
                    break;
                case SpanStep.Accept:
                    path = new OpenPath(0, at, at, secretStart, secretEnd);
                    return ignoreEdges || _edges.CanEnd(window, at);
                default:
                    return false;
            }
        }

        return false;
    }

    // The end of a run that is tried first, and the one tried last.
    private static bool TakeRun(in SpanInstruction step, ReadOnlySpan<byte> window, int at, out int first, out int last)
    {
        var room = window.Slice(at, Math.Min(step.Max, window.Length - at));
        var count = room.IndexOfAnyExcept(step.Values!); // every run has its values
        count = count < 0 ? room.Length : count;
        first = at + (step.IsLazy ? step.Min : count);
        last = step.IsPossessive ? first : at + (step.IsLazy ? count : step.Min);
        return count >= step.Min;
    }

    private static bool IsEdge(EdgeKind kind, ReadOnlySpan<byte> window, int at) => kind switch
    {
        EdgeKind.LineStart => at == 0 || window[at - 1] is (byte)'\n' or (byte)'\r',
        EdgeKind.LineEnd => at == window.Length || window[at] is (byte)'\n' or (byte)'\r',
        EdgeKind.Word => IsWord(window, at - 1) != IsWord(window, at),
        _ => IsWord(window, at - 1) == IsWord(window, at),
    };

    private static bool IsWord(ReadOnlySpan<byte> window, int at) => (uint)at < (uint)window.Length && ByteSet.Word.Contains(window[at]);
}
