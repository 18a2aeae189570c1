using System.CommandLine;
using System.Text;
using SecretGate.Reporting.Text;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Commands;

/// <summary><c>secretgate rules list</c>, <c>show</c> and <c>test</c>.</summary>
internal static class RulesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(StandardStreams streams) =>
        new("rules", "List, explain and test rules.") { List(streams), Show(streams), Test(streams) };

    private static Command List(StandardStreams streams)
    {
        var command = new Command("list", "List the built-in rules: id, severity, confidence, vendor, name.");
        command.SetAction(_ => streams.WriteOutput(Table(
            RuleBook.BuiltIn().Select(rule => (string[])[rule.Id, Word(rule.Severity), Word(rule.Confidence), rule.Vendor, rule.Name]))));
        return command;
    }

    private static Command Show(StandardStreams streams)
    {
        var id = new Argument<string>("ID") { Description = "the rule's id" };
        var command = new Command("show", "Explain a rule: what it finds, what its holder can do, where it is revoked.") { id };
        command.SetAction(parsed =>
        {
            var rules = RuleBook.BuiltIn();
            var wanted = parsed.GetRequiredValue(id);
            var rule = rules.FirstOrDefault(rule => rule.Id == wanted) ?? throw new GateException(
                ExitCode.Usage, $"There is no rule '{wanted}'.{Suggestion.Sentence(wanted, rules.Select(rule => rule.Id))}", "secretgate rules list names them all.");
            streams.WriteOutput(Page(rule));
        });
        return command;
    }

    private static Command Test(StandardStreams streams)
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "a rule file; without it the built-in rules" };
        var command = new Command("test", "Read and compile rules, and say what each of them runs as.") { file };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(file);
            var rules = name is null ? RuleBook.BuiltIn() : RuleBook.Read(Read(name), name);
            streams.WriteOutput(Table(rules.Select(rule => (string[])[rule.Id, rule.Matcher])) + $"{rules.Count} rules are right.\n");
        });
        return command;
    }

    private static string Page(RulePage rule)
    {
        var page = new StringBuilder();
        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                page.Append(name.PadRight(12)).Append(Inert.Line(value)).Append('\n');
            }
        }

        Line(rule.Id, rule.Name);
        Line("vendor", rule.Vendor);
        Line("severity", Word(rule.Severity));
        Line("confidence", Word(rule.Confidence));
        Line("finds", rule.Description);
        Line("keywords", string.Join(", ", rule.Keywords));
        Line("context", string.Join(", ", rule.Context));
        Line("pattern", rule.Pattern);
        Line("matched by", rule.Matcher);
        Line("checks", string.Join(", ", rule.Checks));
        Line("revoke", rule.Revoke);
        foreach (var reference in rule.References)
        {
            Line("see", reference);
        }

        return page.ToString();
    }

    private static string Table(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return "";
        }

        var widths = all[0].Select((_, column) => all.Max(row => row[column].Length)).ToList();
        var table = new StringBuilder();
        foreach (var row in all)
        {
            table.Append(string.Join("  ", row.Select((cell, column) => Inert.Line(cell).PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        return table.ToString();
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException(ExitCode.Usage, $"The rule file {file} cannot be read: {failure.Message}", inner: failure);
        }
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
