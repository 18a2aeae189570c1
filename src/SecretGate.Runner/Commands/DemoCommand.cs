using System.CommandLine;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Commands;

/// <summary><c>secretgate demo</c>: a closed gate to look at, without an engine or a network.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    /// <param name="run">Gates the demonstration image.</param>
    public static Command Create(Func<SettingsSource, CancellationToken, Task<int>> run)
    {
        var output = SettingOption.SeveralOf(Keys.Output, "FORMAT=PATH", "write a report: console, json, sarif, markdown; PATH - is standard output", "-o");
        var command = new Command("demo", "Build a small leaking image in memory and gate it: exit code 1.") { output };
        command.SetAction((parsed, cancellationToken) => run(
            new SettingsSource(key => "--" + key, SettingOption.Read(parsed)), cancellationToken));
        return command;
    }
}
