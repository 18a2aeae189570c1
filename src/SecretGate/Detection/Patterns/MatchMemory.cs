namespace SecretGate.Detection.Patterns;

/// <summary>
/// What one scanner remembers while it matches one pattern in one run. A pattern that takes many steps has its dead ends kept, so that each step is
/// tried once at each place: the work stays linear whatever the bytes are.
/// </summary>
/// <param name="freeSteps">
/// Steps of one run until dead ends are kept. Ordinary tokens take below 100 each; keeping dead ends costs more than it saves until far beyond.
/// </param>
internal sealed class MatchMemory(int freeSteps = 10_000)
{
    private int _stepsTaken;
    private ulong[]? _deadEnds;
    private long _base;
    private int _width;
    private int _height;

    /// <summary>Steps and places still to try, innermost last.</summary>
    internal Stack<OpenPath> Open { get; } = new();

    /// <summary>Forgets everything, for a new run.</summary>
    public void Reset()
    {
        _stepsTaken = 0;
        _deadEnds = null;
        _width = 0;
    }

    /// <summary>Prepares for a match that starts at a place of the run. Starts come in ascending order.</summary>
    /// <param name="start">Offset in the run.</param>
    /// <param name="reach">Bytes that a match may take.</param>
    /// <param name="steps">Number of steps of the pattern.</param>
    internal void Begin(long start, int reach, int steps)
    {
        Open.Clear();
        if (start >= _base && start + reach < _base + _width)
        {
            return;
        }

        // Twice the reach: clearing it is paid for by the starts that share it.
        _base = start;
        _width = (reach + 1) * 2;
        _height = steps;
        _deadEnds?.AsSpan().Clear();
    }

    /// <summary>Counts a step. False when this step was tried before at this place, and led nowhere.</summary>
    internal bool IsNew(int step, long at)
    {
        if (_deadEnds is null)
        {
            if (_stepsTaken++ < freeSteps)
            {
                return true;
            }

            _deadEnds = new ulong[(((long)_width * _height) + 63) / 64];
        }

        var bit = ((long)step * _width) + (at - _base);
        ref var word = ref _deadEnds[bit >> 6];
        var mask = 1UL << (int)(bit & 63);
        var isNew = (word & mask) == 0;
        word |= mask;
        return isNew;
    }
}

/// <summary>A place where matching goes on when what was tried first leads nowhere.</summary>
/// <param name="Step">The step to take there.</param>
/// <param name="At">Index in the window.</param>
/// <param name="Last">The last index to try of a run that gives bytes back or takes more; equal to <paramref name="At"/> for a single place.</param>
/// <param name="SecretStart">Where the secret started.</param>
/// <param name="SecretEnd">Where the secret ended.</param>
internal readonly record struct OpenPath(int Step, int At, int Last, int SecretStart, int SecretEnd);
