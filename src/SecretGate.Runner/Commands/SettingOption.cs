using System.CommandLine;
using System.CommandLine.Help;

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

    /// <summary>The options that a command takes, those of the commands above it last.</summary>
    public static IEnumerable<Option> Of(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => Of(parent).Where(option => option.Recursive)));

    /// <summary>The settings that a command line gives.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(ParseResult parsed) =>
        from option in Of(parsed.CommandResult.Command)
        where option is not (HelpOption or VersionOption)
        let result = parsed.GetResult(option)
        where result is { Implicit: false }
        let value = option is Option<bool> ? "true" : string.Join('\n', result.Tokens.Select(token => token.Value))
        select KeyValuePair.Create(option.Name.TrimStart('-'), value);
}
