using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Commands;

/// <summary>Help on one screen: what it does, examples first, then arguments and options.</summary>
internal static class Help
{
    private const int Width = 100;

    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["secretgate"] =
        [
            "secretgate scan app:ci                             # the image that was just built",
            "secretgate demo                                    # see a closed gate, without an engine",
        ],
        ["scan"] =
        [
            "secretgate scan app:ci -o sarif=secretgate.sarif",
            "secretgate scan oci-archive:app.tar --policy strict --base debian:12",
            "docker save app:ci | secretgate scan -",
        ],
        ["policy"] = ["secretgate policy check .secretgate.yml"],
        ["rules"] = ["secretgate rules show github-pat"],
    };

    private const string ExitStatus = """
        Exit codes:
          0 open    1 closed by findings    2 usage or policy error    3 image not found or not fully read
          4 a report or required upload was not delivered    5 internal error    130 interrupted
        """;

    /// <summary>Gives every command of the tree this help, and <c>--version</c> the text of the command <c>version</c>.</summary>
    public static void AddTo(RootCommand root, StandardStreams streams)
    {
        foreach (var option in root.Options)
        {
            option.Action = option switch
            {
                HelpOption => new Show(streams),
                VersionOption => root.Subcommands.Single(command => command.Name == "version").Action as CommandLineAction,
                _ => option.Action,
            };
        }

        root.SetAction(parsed =>
        {
            streams.Error.Write(Text(parsed.CommandResult.Command));
            return (int)ExitCode.Usage;
        });
    }

    /// <summary>The help of one command.</summary>
    public static string Text(Command command)
    {
        var text = new StringBuilder();
        text.Append(command.Description).Append("\n\nUsage: ").Append(Usage(command)).Append('\n');
        var name = command is RootCommand ? "secretgate" : command.Name;
        if (Examples.TryGetValue(name, out var examples))
        {
            text.Append("\nExamples:\n");
            foreach (var example in examples)
            {
                text.Append("  ").Append(example).Append('\n');
            }
        }

        Section(text, "Commands", command.Subcommands.Select(c => (c.Name, c.Description)));
        Section(text, "Arguments", command.Arguments.Select(a => (a.Name, a.Description)));
        Section(text, "Options", OptionsOf(command).Select(o => (Label(o), o.Description)));
        if (name is "secretgate" or "scan")
        {
            text.Append('\n').Append(ExitStatus).Append('\n');
        }

        return text.ToString();
    }

    private static string Usage(Command command)
    {
        var words = new List<string>();
        for (Symbol? symbol = command; symbol is not null and not RootCommand; symbol = symbol.Parents.FirstOrDefault())
        {
            words.Insert(0, symbol.Name);
        }

        words.Insert(0, "secretgate");
        if (command.Subcommands.Count > 0)
        {
            words.Add("COMMAND");
        }

        words.AddRange(command.Arguments.Select(a =>
            a.Arity.MaximumNumberOfValues > 1 ? $"[{a.Name}]..." : a.Arity.MinimumNumberOfValues == 0 ? $"[{a.Name}]" : a.Name));
        return string.Join(' ', words.Append("[OPTION]..."));
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        SettingOption.Of(command).Where(option => option is not (HelpOption or VersionOption));

    private static string Label(Option option)
    {
        var alias = option.Aliases.FirstOrDefault(a => a.Length == 2);
        return $"{(alias is null ? "" : alias + ", ")}{option.Name}{(option.HelpName is null ? "" : " " + option.HelpName)}";
    }

    private static void Section(StringBuilder text, string title, IEnumerable<(string Name, string? Description)> rows)
    {
        var table = rows.ToList();
        if (table.Count == 0)
        {
            return;
        }

        var column = table.Max(row => row.Name.Length) + 2;
        text.Append('\n').Append(title).Append(":\n");
        foreach (var (name, description) in table)
        {
            var lines = Wrap(description ?? "", Width - column - 2);
            text.Append("  ").Append(name.PadRight(column)).AppendJoin("\n" + new string(' ', column + 2), lines).Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private sealed class Show(StandardStreams streams) : SynchronousCommandLineAction
    {
        // Help is an answer, not a complaint: it comes whatever else is on the line.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            streams.WriteOutput(Text(parseResult.CommandResult.Command));
            return 0;
        }
    }
}
