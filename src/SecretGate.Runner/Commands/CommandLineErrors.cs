using System.CommandLine;
using System.CommandLine.Parsing;

namespace SecretGate.Runner.Commands;

/// <summary>What is wrong with a command line, in words that end the question.</summary>
internal static class CommandLineErrors
{
    /// <summary>The errors; empty when there are none.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.Tokens
            .Where(token => token.Type is TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-')
            .Select(token => UnknownOption(token.Value, command))
            .ToList();
        if (unknown.Count > 0)
        {
            // A value that looks like an option makes every other complaint misleading.
            return unknown;
        }

        if (parsed.UnmatchedTokens is [var word, ..])
        {
            var commands = command.Subcommands.Select(c => c.Name).ToList();
            return [commands.Count > 0
                ? $"Unknown command '{word}'.{Suggestion.Sentence(word, commands)}"
                : $"'{word}' is one argument too many."];
        }

        var empty = parsed.Tokens.Any(token => token.Type is TokenType.Argument && token.Value.Length == 0);
        return empty
            ? ["An argument is empty: was a variable not set?"]
            : [.. parsed.Errors.Select(error => error.Message).Concat(Contradictions(parsed))];
    }

    /// <summary>Where to read on.</summary>
    public static string HelpFor(ParseResult parsed) => $"secretgate {Path(parsed.CommandResult)}--help says more.";

    private static string UnknownOption(string token, Command command)
    {
        var name = token.Split('=')[0];
        var known = SettingOption.Of(command).Select(option => option.Name).ToList();
        if (known.Contains(name))
        {
            return $"An option lacks its value in front of '{name}'.";
        }

        return $"Unknown option '{name}'.{Suggestion.Sentence(name, known)}";
    }

    private static IEnumerable<string> Contradictions(ParseResult parsed)
    {
        bool Given(string option) => parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == option) is { } found
            && parsed.GetResult(found) is { Implicit: false };
        if (Given("--quiet") && Given("--verbose"))
        {
            yield return "--quiet and --verbose contradict each other.";
        }
    }

    private static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)}{result.Command.Name} " : "";
}
