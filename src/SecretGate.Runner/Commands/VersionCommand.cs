using System.CommandLine;
using System.Runtime.InteropServices;
using SecretGate.Runner.Output;

namespace SecretGate.Runner.Commands;

/// <summary><c>secretgate version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>The command.</summary>
    public static Command Create(StandardStreams streams)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ => streams.WriteOutput(
            $"secretgate {ToolVersion.Text} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})\n"));
        return command;
    }
}
