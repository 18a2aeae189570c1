using System.CommandLine;

namespace SecretGate.Runner.Commands;

/// <summary>Options of the command line whose name is the key of a setting.</summary>
internal static class SettingOption
{
    /// <summary>An option with a value.</summary>
    public static Option<string> Of(string key, string placeholder, string description) =>
        new("--" + key) { HelpName = placeholder, Description = description };

    /// <summary>An option that may be given several times.</summary>
    public static Option<string[]> SeveralOf(string key, string placeholder, string description, params string[] aliases) => new("--" + key, aliases)
    {
        HelpName = placeholder,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>An option without a value.</summary>
    public static Option<bool> Switch(string key, string description) => new("--" + key) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>The settings that a command line gives.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(ParseResult parsed, IEnumerable<Option> options) =>
        from option in options
        let result = parsed.GetResult(option)
        where result is { Implicit: false }
        let value = option is Option<bool> ? "true" : string.Join('\n', result.Tokens.Select(token => token.Value))
        select KeyValuePair.Create(option.Name.TrimStart('-'), value);
}
