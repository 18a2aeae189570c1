namespace SecretGate.Detection;

/// <summary>The rules of one run, compiled for the scanner. Immutable; shared by all scanners.</summary>
internal sealed class RuleSet
{
    private RuleSet(IReadOnlyList<Rule> rules) => Rules = rules;

    /// <summary>All rules, by id.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The built-in rules, from the embedded YAML files.</summary>
    public static RuleSet BuiltIn() => throw new NotImplementedException();

    /// <summary>These rules: built-in ones of a policy's choice and custom ones.</summary>
    public static RuleSet Of(IReadOnlyList<Rule> rules) => new(rules);
}
