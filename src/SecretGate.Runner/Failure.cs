using SecretGate.Reporting.Text;

namespace SecretGate.Runner;

/// <summary>Tells the user why a run could not go on, and gives its exit code. A stack trace only when it was asked for.</summary>
internal sealed class Failure(TextWriter error, bool isDebug)
{
    /// <summary>Writes what happened and what to do next.</summary>
    public (ExitCode Code, string Message, string? Help) Tell(Exception failure)
    {
        var (code, message, help) = Explain(failure);
        foreach (var line in message.Split('\n'))
        {
            error.WriteLine($"secretgate: {Inert.Line(line)}");
        }

        if (help is not null)
        {
            error.WriteLine($"  {Inert.Line(help)}");
        }

        if (isDebug && code != ExitCode.Interrupted)
        {
            foreach (var line in failure.ToString().Split('\n'))
            {
                error.WriteLine(Inert.Line(line));
            }
        }

        return (code, message, help);
    }

    private static (ExitCode Code, string Message, string? Help) Explain(Exception failure) => failure switch
    {
        GateException gate => (gate.ExitCode, gate.Message, gate.Help),
        OperationCanceledException => (ExitCode.Interrupted, "Interrupted: the image was not fully read.", null),
        _ => (ExitCode.Internal,
            $"Internal error ({failure.GetType().Name}): the image was not gated.",
            "Please report it with the output of the same command with --debug."),
    };
}
