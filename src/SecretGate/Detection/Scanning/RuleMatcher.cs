using System.Text;
using SecretGate.Detection.Checks;
using SecretGate.Detection.Patterns;

namespace SecretGate.Detection.Scanning;

/// <summary>Matches rules around literals in one run: pattern, then context words, then checks.</summary>
internal sealed class RuleMatcher(ScanPlan plan)
{
    private readonly RuleState?[] _states = new RuleState?[plan.Rules.Count];
    private readonly List<RuleState> _touched = [];

    /// <summary>Starts a run.</summary>
    public void Begin()
    {
        foreach (var state in _touched)
        {
            state.Reset();
        }

        _touched.Clear();
    }

    /// <summary>Matches one rule around one literal. The literals of a run come in ascending order.</summary>
    /// <param name="window">Bytes of the run.</param>
    /// <param name="offset">Offset of the window in the run.</param>
    /// <param name="at">Index of the literal in the window.</param>
    /// <param name="target">The rule, and where its match may start.</param>
    /// <param name="sink">Takes the match.</param>
    public void Match(ReadOnlySpan<byte> window, long offset, int at, Target target, ILaneSink sink)
    {
        var rule = plan.Rules[target.Rule];
        var state = StateOf(target.Rule);
        var first = (int)Math.Max(Math.Max(0, at - target.MaxOffset), state.NextStart - offset);
        var last = at - target.MinOffset;
        if (rule.Pattern.Program is { } program)
        {
            MatchProgram(new Place(window, offset, first, last), rule, program, state, target.LiteralLength, sink);
        }
        else
        {
            MatchRegex(new Place(window, offset, first, at), rule, state, target.LiteralLength, sink);
        }
    }

    private static void MatchProgram(Place place, CompiledRule rule, SpanProgram program, RuleState state, int literalLength, ILaneSink sink)
    {
        for (var start = place.First; start <= place.Last; start++)
        {
            if (!program.First.Contains(place.Window[start]))
            {
                continue;
            }

            if (program.TryMatch(place.Window, start, place.Offset, ignoreEdges: false, state.Memory, out var match))
            {
                state.NextStart = place.Offset + match.End;
                Verify(place, rule, match, mustBeProven: false, literalLength, sink);
                return;
            }

            // A checksum that holds outweighs what stands beside it: tokens glued to other text in databases and logs.
            if (rule.Checks.Count > 0 && place.First == place.Last
                && program.TryMatch(place.Window, start, place.Offset, ignoreEdges: true, state.LooseMemory, out match))
            {
                Verify(place, rule, match, mustBeProven: true, literalLength, sink);
            }
        }

        state.NextStart = Math.Max(state.NextStart, place.Offset + place.Last + 1);
    }

    private static void MatchRegex(Place place, CompiledRule rule, RuleState state, int literalLength, ILaneSink sink)
    {
        var end = Math.Min(place.Window.Length, place.Last + RegexReach.AfterBytes);
        var text = Encoding.Latin1.GetString(place.Window[place.First..end]);
        var found = rule.Pattern.Regex!.Match(text); // a pattern is a program or a regular expression
        if (found.Success)
        {
            var secret = found.Groups.Count > 1 && found.Groups[1].Success ? found.Groups[1] : found;
            var start = place.First + found.Index;
            var secretStart = place.First + secret.Index;
            state.NextStart = place.Offset + start + found.Length;
            var match = new SpanMatch(start, start + found.Length, secretStart, secretStart + secret.Length);
            Verify(place, rule, match, mustBeProven: false, literalLength, sink);
        }
    }

    private static void Verify(Place place, CompiledRule rule, SpanMatch match, bool mustBeProven, int literalLength, ILaneSink sink)
    {
        var window = place.Window;
        if (!ContextWords.AreNear(rule.Context, window, match.Start, match.End))
        {
            return;
        }

        var token = window[match.SecretStart..match.SecretEnd];
        var before = window[Math.Max(0, match.SecretStart - Target.SurroundingBytes)..match.SecretStart];
        var after = window[match.SecretEnd..Math.Min(window.Length, match.SecretEnd + Target.SurroundingBytes)];
        var verdict = TokenVerdict.Of(rule, new Candidate(token, before, after));
        if (verdict.IsSecret && (!mustBeProven || verdict.IsProven))
        {
            var secret = TokenSecret.Of(rule, token, verdict);
            sink.Accept(new RawMatch(
                place.Offset + match.SecretStart, place.Offset + match.SecretEnd, secret, literalLength, Reading: 0, Container: null));
        }
    }

    private RuleState StateOf(int rule)
    {
        var state = _states[rule] ??= new RuleState();
        if (!state.IsTouched)
        {
            state.IsTouched = true;
            _touched.Add(state);
        }

        return state;
    }

    private readonly ref struct Place(ReadOnlySpan<byte> window, long offset, int first, int last)
    {
        public ReadOnlySpan<byte> Window { get; } = window;

        public long Offset { get; } = offset;

        public int First { get; } = first;

        public int Last { get; } = last;
    }

    private sealed class RuleState
    {
        // In front of every offset, with room to subtract.
        private const long Anywhere = long.MinValue / 2;

        public bool IsTouched { get; set; }

        /// <summary>Starts in front of this offset were tried, or lie in a match.</summary>
        public long NextStart { get; set; } = Anywhere;

        public MatchMemory Memory { get; } = new();

        public MatchMemory LooseMemory { get; } = new();

        public void Reset()
        {
            IsTouched = false;
            NextStart = Anywhere;
            Memory.Reset();
            LooseMemory.Reset();
        }
    }
}
