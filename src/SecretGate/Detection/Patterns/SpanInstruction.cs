using System.Buffers;

namespace SecretGate.Detection.Patterns;

/// <summary>One step of a compiled pattern.</summary>
internal readonly record struct SpanInstruction(SpanStep Step)
{
    /// <summary>The step behind this one; for <see cref="SpanStep.Split"/> the one tried first.</summary>
    public int Next { get; init; }

    /// <summary>The step that <see cref="SpanStep.Split"/> tries second.</summary>
    public int Other { get; init; }

    /// <summary>The bytes that it takes.</summary>
    public ByteSet Set { get; init; }

    /// <summary>The bytes that a run takes, for the vectorised search of its end.</summary>
    public SearchValues<byte>? Values { get; init; }

    /// <summary>Bytes that a run takes at least.</summary>
    public int Min { get; init; }

    /// <summary>Bytes that a run takes at most.</summary>
    public int Max { get; init; }

    /// <summary>True for a run that gives back nothing, since what follows it starts with none of its bytes.</summary>
    public bool IsPossessive { get; init; }

    /// <summary>True for a run that takes as few bytes as it can.</summary>
    public bool IsLazy { get; init; }

    /// <summary>The edge that must be here.</summary>
    public EdgeKind Edge { get; init; }
}

/// <summary>Kinds of steps.</summary>
internal enum SpanStep
{
    /// <summary>Takes one byte of a set.</summary>
    One,

    /// <summary>Takes several bytes of a set.</summary>
    Run,

    /// <summary>Goes on at either of two steps.</summary>
    Split,

    /// <summary>The secret starts here.</summary>
    CaptureStart,

    /// <summary>The secret ends here.</summary>
    CaptureEnd,

    /// <summary>An edge must be here.</summary>
    Edge,

    /// <summary>The pattern is complete.</summary>
    Accept,
}
