using Microsoft.Extensions.Logging;
using SecretGate.Reporting.Text;

namespace SecretGate.Runner.Output;

/// <summary>Writes log entries to standard error, one line each, made inert. Nothing of a log goes to standard output.</summary>
internal sealed class ErrorLog(TextWriter error) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(error);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(TextWriter error) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var kind = logLevel switch
            {
                LogLevel.Trace or LogLevel.Debug or LogLevel.Information => "",
                LogLevel.Warning => "warning: ",
                _ => "error: ",
            };
            error.WriteLine($"secretgate: {kind}{Inert.Line(formatter(state, exception))}");
        }
    }
}
