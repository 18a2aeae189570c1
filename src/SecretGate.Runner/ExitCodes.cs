using SecretGate.Policy;

namespace SecretGate.Runner;

/// <summary>The one place that decides how the process ends (docs/design.md, section 5).</summary>
internal static class ExitCodes
{
    private static readonly ExitCode[] WorstFirst =
        [ExitCode.Interrupted, ExitCode.Internal, ExitCode.Usage, ExitCode.Incomplete, ExitCode.Undelivered, ExitCode.Closed];

    /// <summary>The code to return when several apply: the first of 130, 5, 2, 3, 4, 1; else 0.</summary>
    public static ExitCode Worst(params IReadOnlyCollection<ExitCode> codes) =>
        WorstFirst.FirstOrDefault(codes.Contains, ExitCode.Open);

    /// <summary>The code of a run that came to a verdict.</summary>
    public static ExitCode Of(Verdict verdict) => verdict switch
    {
        Verdict.Open => ExitCode.Open,
        Verdict.Closed => ExitCode.Closed,
        _ => ExitCode.Incomplete,
    };
}
