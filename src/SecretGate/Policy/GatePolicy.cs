using SecretGate.Decoding;
using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>What closes the gate, what is accepted, and how far the gate looks: the YAML file of docs/policy.md, checked.</summary>
/// <remarks>Where nothing is said it is as strict as can be: every finding closes the gate, nothing may stay unread.</remarks>
public sealed record GatePolicy
{
    internal GatePolicy()
    {
    }

    /// <summary>Its <c>name</c>, else the name of its file.</summary>
    public required string Name { get; init; }

    /// <summary>Where it came from, for the reader: a path or <c>built-in</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Findings never close the gate.</summary>
    public bool IsReportOnly { get; init; }

    /// <summary>Whether the SARIF report goes to code scanning.</summary>
    public UploadMode Upload { get; init; }

    /// <summary>Bounds on work and memory.</summary>
    public ScanLimits Limits { get; init; } = ScanLimits.Default;

    /// <summary>From where on a finding closes the gate.</summary>
    internal Threshold Threshold { get; init; } = new(Severity.Info, Severity.Info, Confidence.Possible);

    /// <summary>Built-in rules that are off or have another severity; no id is met twice.</summary>
    internal IReadOnlyList<RuleSetting> RuleSettings { get; init; } = [];

    /// <summary>
    /// The rules of a run: the built-in ones that are not off, and this policy's own. A rule without a pattern is always among them, since
    /// the parser of keys names several by evidence; what is off is left out when the run is judged.
    /// </summary>
    internal IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>Findings that are accepted, in the order of the file.</summary>
    internal IReadOnlyList<PolicyException> Exceptions { get; init; } = [];

    /// <summary>Reasons (<see cref="UnreadReason"/>) for which bytes may stay unread.</summary>
    internal IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>Names of the policies that ship with the program: <c>default</c>, <c>strict</c>, <c>audit</c>.</summary>
    public static IReadOnlyList<string> BuiltInNames => BuiltInPolicies.Names;

    /// <summary>Reads a policy that ships with the program.</summary>
    /// <param name="name">One of <see cref="BuiltInNames"/>.</param>
    public static GatePolicy BuiltIn(string name) => Reader().ReadBuiltIn(name);

    /// <summary>Reads a policy file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="path">The file as the user named it, for errors and reports.</param>
    /// <exception cref="GateException">It says something that is not understood (exit code 2).</exception>
    public static GatePolicy Read(ReadOnlySpan<byte> utf8, string path) => Reader().Read(utf8, path);

    /// <summary>The policy under what the command line and the environment say.</summary>
    public GatePolicy With(PolicyOverrides overrides) => this with
    {
        IsReportOnly = overrides.IsReportOnly ?? IsReportOnly,
        Upload = overrides.Upload ?? Upload,
        Threshold = (overrides.FailOn is { } level ? Threshold.At(level) : Threshold) with { Confidence = overrides.Confidence ?? Threshold.Confidence },
    };

    private static PolicyReader Reader() => new(RuleSet.BuiltInRules());
}

/// <summary>What the command line and the environment put in place of a policy's words; null leaves them.</summary>
public sealed record PolicyOverrides
{
    /// <summary><c>fail-on</c>: as in a policy, one level moves those thresholds that can close the gate.</summary>
    public Severity? FailOn { get; init; }

    /// <summary><c>confidence</c>.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary><c>report-only</c>.</summary>
    public bool? IsReportOnly { get; init; }

    /// <summary><c>upload</c>.</summary>
    public UploadMode? Upload { get; init; }
}

/// <summary>What a policy says of a built-in rule.</summary>
/// <param name="Id">The rule.</param>
/// <param name="IsEnabled">False when its findings are not wanted.</param>
/// <param name="Severity">Severity of its findings; null for the rule's own.</param>
internal sealed record RuleSetting(string Id, bool IsEnabled, Severity? Severity);
