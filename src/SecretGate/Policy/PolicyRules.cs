using SecretGate.Detection;

namespace SecretGate.Policy;

/// <summary>The rules of a run: the built-in ones that the policy leaves on, and its own.</summary>
internal static class PolicyRules
{
    /// <summary>Compiles them.</summary>
    /// <exception cref="GateException">A custom rule is of no use (exit code 2).</exception>
    public static RuleSet Of(GatePolicy policy)
    {
        var off = policy.RuleSettings.Where(setting => !setting.IsEnabled).Select(setting => setting.Id).ToHashSet(StringComparer.Ordinal);
        var builtIn = RuleSet.BuiltIn();
        return off.Count == 0 && policy.CustomRules.Count == 0
            ? builtIn
            : RuleSet.Of([.. builtIn.Rules.Where(rule => !off.Contains(rule.Id)), .. policy.CustomRules.Select(RuleReader.ReadCustom)]);
    }
}
