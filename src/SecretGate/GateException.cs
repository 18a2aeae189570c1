namespace SecretGate;

/// <summary>A run that cannot go on, told to its user: what, where, and what to do next.</summary>
public sealed class GateException : Exception
{
    /// <summary>Creates one.</summary>
    /// <param name="exitCode">The exit code that the program returns.</param>
    /// <param name="message">What and where: one or two sentences, redacted.</param>
    /// <param name="help">What to do next; null when the message says all.</param>
    /// <param name="inner">The cause, shown with <c>--debug</c> only.</param>
    public GateException(ExitCode exitCode, string message, string? help = null, Exception? inner = null)
        : base(message, inner)
    {
        ExitCode = exitCode;
        Help = help;
    }

    /// <summary>The exit code that the program returns.</summary>
    public ExitCode ExitCode { get; }

    /// <summary>What to do next; null when the message says all.</summary>
    public string? Help { get; }
}
