using Microsoft.Extensions.Configuration;

namespace SecretGate.Runner.Settings;

/// <summary>Reads typed values from the configuration; a wrong one is told with the name that its author used.</summary>
internal sealed class SettingsReader(IConfigurationRoot configuration)
{
    /// <summary>The value; null when it was not given.</summary>
    public string? Text(string key) => configuration[key];

    /// <summary>The value's lines, blank ones left out; empty when it was not given.</summary>
    public IReadOnlyList<string> Lines(string key) =>
        Text(key)?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary><c>true</c> or <c>false</c>; null when it was not given.</summary>
    /// <exception cref="GateException">Another word (exit code 2).</exception>
    public bool? Switch(string key) => Text(key) is null ? null : Choice(key, ["true", "false"]) == "true";

    /// <summary>One of some words; null when it was not given.</summary>
    /// <exception cref="GateException">Another word (exit code 2).</exception>
    public string? Choice(string key, IReadOnlyCollection<string> words)
    {
        var text = Text(key);
        return text is null || words.Contains(text)
            ? text
            : throw Wrong(key, $"unknown value '{text}'.{Suggestion.Sentence(text, words)}", $"Use one of: {string.Join(", ", words)}.");
    }

    /// <summary>A member of an enumeration, in lower case; null when it was not given.</summary>
    /// <exception cref="GateException">Another word (exit code 2).</exception>
    public T? Word<T>(string key)
        where T : struct, Enum =>
        Choice(key, [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())]) is { } word ? Enum.Parse<T>(word, ignoreCase: true) : null;

    /// <summary>A day as <c>YYYY-MM-DD</c>; null when it was not given.</summary>
    /// <exception cref="GateException">No such day (exit code 2).</exception>
    public DateOnly? Day(string key) =>
        Text(key) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day
        : throw Wrong(key, $"'{text}' is no day.", "Write it as YYYY-MM-DD.");

    /// <summary>The error for a value that is wrong.</summary>
    public GateException Wrong(string key, string what, string help) => new(ExitCode.Usage, $"{SpelledBy(key)}: {what}", help);

    private string SpelledBy(string key) =>
        configuration.Providers.Reverse().OfType<SettingsSource>().FirstOrDefault(source => source.TryGet(key, out _))?.Spell(key) ?? key;
}
