using SecretGate.Findings;

namespace SecretGate.Policy;

/// <summary>One image to judge.</summary>
/// <param name="Names">What it is called: as the user wrote it, its repository with and without tag.</param>
/// <param name="Findings">Its findings, complete.</param>
/// <param name="Coverage">Its ledger, with everything that is wrong with its documents among the notes.</param>
internal sealed record ImageEvidence(IReadOnlyList<string> Names, IReadOnlyList<Finding> Findings, Coverage Coverage);

/// <summary>What the policy made of one image.</summary>
/// <param name="Verdict">Its verdict.</param>
/// <param name="Findings">Its findings, those that close the gate first, then worst first, then by layer, path, offset, rule.</param>
/// <param name="FindingsNotListed">Findings beyond the limit; they count in the verdict.</param>
/// <param name="Coverage">The ledger, its notes marked with what may pass.</param>
internal sealed record JudgedImage(Verdict Verdict, IReadOnlyList<JudgedFinding> Findings, int FindingsNotListed, Coverage Coverage);

/// <summary>What the policy made of a run.</summary>
/// <param name="Verdict">Verdict over all images: incomplete before closed before open. Without an image it is incomplete.</param>
/// <param name="Images">In the order given.</param>
/// <param name="Remarks">What its author should know of the policy, a sentence each.</param>
internal sealed record Judgement(Verdict Verdict, IReadOnlyList<JudgedImage> Images, IReadOnlyList<string> Remarks)
{
    /// <summary>What the verdict adds to the exit code.</summary>
    public ExitCode ExitCode => Verdict switch
    {
        Verdict.Open => ExitCode.Open,
        Verdict.Closed => ExitCode.Closed,
        _ => ExitCode.Incomplete,
    };
}
