using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecretGate.Runner.Demo;
using SecretGate.Runner.Engines;
using SecretGate.Runner.Hosts;
using SecretGate.Runner.Output;
using SecretGate.Runner.Registries;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner;

/// <summary>
/// Puts the program together: settings by precedence, log to standard error, SIGINT and SIGTERM to cancellation. The builder is the empty
/// one; the usual one would read <c>appsettings.json</c> of the current folder, that is of the checkout under test.
/// </summary>
internal sealed class Composition(IReadOnlyDictionary<string, string> environment, StandardStreams streams)
{
    /// <summary>Runs <c>scan</c>.</summary>
    /// <param name="flags">Settings of the command line.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> ScanAsync(SettingsSource flags, CancellationToken cancellationToken)
    {
        var variables = SettingsSource.OfEnvironment(environment);
        var ci = CiHosts.Detect(environment, streams, TimeProvider.System);
        using var host = Build(streams, ci, [variables, ci.Inputs, flags], cancellationToken);
        WarnOfUnknown(variables, host.Services.GetRequiredService<ILogger<Composition>>());
        return await RunAsync(host);
    }

    /// <summary>Runs <c>demo</c>: the default policy over an image made for it, whatever the surroundings say.</summary>
    /// <param name="flags">Settings of the command line.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> DemoAsync(SettingsSource flags, CancellationToken cancellationToken)
    {
        var demo = new SettingsSource(key => key, [KeyValuePair.Create(Keys.Image, "-"), KeyValuePair.Create(Keys.Policy, "default")]);
        using var host = Build(streams.WithInput(DemoImage.Build()), new NoCiHost(), [demo, flags], cancellationToken);
        return await RunAsync(host);
    }

    private static async Task<int> RunAsync(IHost host)
    {
        await host.StartAsync(CancellationToken.None);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return (int)await host.Services.GetRequiredService<ScanRun>().RunAsync(stopping);
    }

    // The last source wins.
    private IHost Build(StandardStreams ownStreams, ICiHost ci, SettingsSource[] sources, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var source in sources)
        {
            ((IConfigurationBuilder)builder.Configuration).Add(source);
        }

        var reader = new SettingsReader(builder.Configuration);
        builder.Logging.AddProvider(new ErrorLog(ownStreams.Error)).SetMinimumLevel(LevelOf(builder.Configuration)).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime>(
            services => new InterruptedLifetime(services.GetRequiredService<IHostApplicationLifetime>(), cancellationToken));
        builder.Services.AddSingleton(reader);
        builder.Services.AddSingleton(ownStreams);
        builder.Services.AddSingleton(ci);
        builder.Services.AddSingleton(new EngineEndpoints(environment));
        builder.Services.AddSingleton(services => new RegistryHandles(environment, services.GetRequiredService<ILogger<RegistryHandles>>()));
        builder.Services.AddSingleton(new Failure(ownStreams.Error, isDebug: reader.Text(Keys.Debug) == "true"));
        builder.Services.AddSingleton<ReportWriter>();
        builder.Services.AddSingleton<GateRun>();
        builder.Services.AddSingleton<ScanRun>();
        return builder.Build();
    }

    // A misspelled SECRETGATE_FAIL_ON would otherwise open a gate that its author believes closed.
    private static void WarnOfUnknown(SettingsSource variables, ILogger log)
    {
        foreach (var name in variables.UnknownKeys().Select(variables.Spell))
        {
            log.UnknownSetting(name, Suggestion.Sentence(name, Keys.All.Select(variables.Spell)));
        }
    }

    private static LogLevel LevelOf(ConfigurationManager configuration) =>
        configuration[Keys.Quiet] == "true" ? LogLevel.Error
        : configuration[Keys.Verbose] == "true" ? LogLevel.Debug
        : LogLevel.Warning;
}
