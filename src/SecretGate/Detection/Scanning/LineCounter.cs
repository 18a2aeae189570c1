namespace SecretGate.Detection.Scanning;

/// <summary>Counts the lines of a run as far as somebody asks. It only goes forward.</summary>
internal sealed class LineCounter
{
    private long _countedTo;
    private long _line;
    private long _lineStart;

    /// <summary>Starts a run.</summary>
    public void Begin() => (_countedTo, _line, _lineStart) = (0, 1, 0);

    /// <summary>Counts on to an offset.</summary>
    /// <param name="to">The offset; one that was passed is left alone.</param>
    /// <param name="window">Bytes of the run.</param>
    /// <param name="offset">Offset of the window; all bytes from the last call on are in it.</param>
    public void CountTo(long to, ReadOnlySpan<byte> window, long offset)
    {
        if (to <= _countedTo)
        {
            return;
        }

        var passed = window[(int)(_countedTo - offset)..(int)(to - offset)];
        var last = passed.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            _line += passed.Count((byte)'\n');
            _lineStart = _countedTo + last + 1;
        }

        _countedTo = to;
    }

    /// <summary>Line and column, from 1, of an offset counted to.</summary>
    public (int Line, int Column) At(long offset) =>
        ((int)Math.Min(int.MaxValue, _line), (int)Math.Min(int.MaxValue, offset - _lineStart + 1));
}
