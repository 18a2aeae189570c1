using Microsoft.Extensions.Configuration;

namespace SecretGate.Runner.Settings;

/// <summary>Settings from one place: the environment, a CI's inputs, the command line. An empty value means "not given".</summary>
/// <param name="spell">How this place spells a key, for messages: <c>--fail-on</c>, <c>SECRETGATE_FAIL_ON</c>, <c>input fail-on</c>.</param>
/// <param name="values">Values by key; several values of one key are lines.</param>
internal sealed class SettingsSource(Func<string, string> spell, IEnumerable<KeyValuePair<string, string>> values)
    : ConfigurationProvider, IConfigurationSource
{
    private const string EnvironmentPrefix = "SECRETGATE_";

    /// <summary>The variables <c>SECRETGATE_*</c>.</summary>
    public static SettingsSource OfEnvironment(IReadOnlyDictionary<string, string> environment) => new(
        key => EnvironmentPrefix + key.Replace('-', '_').ToUpperInvariant(),
        environment
            .Where(variable => variable.Key.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create(KeyOfVariable(variable.Key), variable.Value)));

    /// <summary>Nothing, from nowhere.</summary>
    public static SettingsSource None { get; } = new(key => key, []);

    /// <summary>How this place spells the key.</summary>
    public string Spell(string key) => spell(key);

    /// <summary>Keys given here that no setting has.</summary>
    public IEnumerable<string> UnknownKeys() => Data.Keys.Where(key => !Keys.All.Contains(key));

    /// <inheritdoc/>
    public override void Load()
    {
        Data = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in values.Where(pair => pair.Value.Length > 0))
        {
            Data[key] = value;
        }
    }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    private static string KeyOfVariable(string name) => name[EnvironmentPrefix.Length..].Replace('_', '-').ToLowerInvariant();
}
