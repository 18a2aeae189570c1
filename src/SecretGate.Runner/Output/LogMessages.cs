using Microsoft.Extensions.Logging;

namespace SecretGate.Runner.Output;

/// <summary>What the Runner logs.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(LogLevel.Information, "Gating {Image} under the policy {Policy} ({Source}).")]
    public static partial void Gating(this ILogger log, string image, string policy, string source);

    [LoggerMessage(LogLevel.Error, "{Message}")]
    public static partial void Undelivered(this ILogger log, string message);

    [LoggerMessage(LogLevel.Warning, "The console report was not written: {Message}")]
    public static partial void NoConsole(this ILogger log, string message);

    [LoggerMessage(LogLevel.Warning, "{Name} is no setting of SecretGate.{Suggestion}")]
    public static partial void UnknownSetting(this ILogger log, string name, string suggestion);

    [LoggerMessage(LogLevel.Warning, "Code scanning: {Status}. {Sentence}")]
    public static partial void NotUploaded(this ILogger log, string status, string sentence);

    [LoggerMessage(LogLevel.Warning, "The {What} could not be handed to the CI: {Message}")]
    public static partial void NotHandedOver(this ILogger log, string what, string message);

    [LoggerMessage(LogLevel.Warning, "{Registry} is asked without a credential: {Message}")]
    public static partial void NoCredential(this ILogger log, string registry, string message);
}
