using System.CommandLine;
using SecretGate.Runner.Commands;
using SecretGate.Runner.Output;

namespace SecretGate.Runner;

/// <summary>The program from its arguments to its exit code. What goes wrong anywhere below is told here, once.</summary>
/// <param name="environment">Environment variables.</param>
/// <param name="streams">Standard streams.</param>
internal sealed class Application(IReadOnlyDictionary<string, string> environment, StandardStreams streams)
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">Arguments of the process.</param>
    /// <param name="cancellationToken">Cancelled by SIGINT and SIGTERM.</param>
    public async Task<ExitCode> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            var parsed = CommandTree.Create(environment, streams).Parse(args, CommandTree.Parsing);
            if (parsed.Action is not { ClearsParseErrors: true } && CommandLineErrors.Of(parsed) is { Count: > 0 } errors)
            {
                throw new GateException(ExitCode.Usage, string.Join("\n", errors), CommandLineErrors.HelpFor(parsed));
            }

            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return (ExitCode)await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (Exception failure)
        {
            return new Failure(streams.Error, IsDebug(args)).Tell(failure).Code;
        }
    }

    private bool IsDebug(string[] args) => args.Contains("--debug") || environment.GetValueOrDefault("SECRETGATE_DEBUG") == "true";
}
