using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecretGate.Runner.Hosts;
using SecretGate.Runner.Output;
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
        using var host = Build(flags);
        await host.StartAsync(cancellationToken);
        var interrupted = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted, cancellationToken);
        WarnOfUnknownVariables(host.Services.GetRequiredService<ILogger<Composition>>());
        return (int)await host.Services.GetRequiredService<ScanRun>().RunAsync(either.Token);
    }

    private IHost Build(SettingsSource flags)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var ci = CiHosts.Detect(environment, streams, TimeProvider.System);
        var variables = SettingsSource.OfEnvironment(environment);
        IConfigurationBuilder configuration = builder.Configuration;
        configuration.Add(variables).Add(ci.Inputs).Add(flags);

        builder.Logging.AddProvider(new ErrorLog(streams.Error)).SetMinimumLevel(LevelOf(builder.Configuration));
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.Services.AddSingleton(streams);
        builder.Services.AddSingleton(ci);
        builder.Services.AddSingleton(new SettingsReader(builder.Configuration));
        builder.Services.AddSingleton(environment);
        builder.Services.AddSingleton<ReportWriter>();
        builder.Services.AddSingleton<GateRun>((_, _) => throw new GateException(ExitCode.Internal, "There is no gate yet."));
        builder.Services.AddSingleton<ScanRun>();
        return builder.Build();
    }

    // A misspelled SECRETGATE_FAIL_ON would otherwise open a gate that its author believes closed.
    private void WarnOfUnknownVariables(ILogger log)
    {
        var variables = SettingsSource.OfEnvironment(environment);
        variables.Load();
        foreach (var key in variables.UnknownKeys())
        {
            log.UnknownSetting(variables.Spell(key), Suggestion.Sentence(variables.Spell(key), Keys.All.Select(variables.Spell)));
        }
    }

    private static LogLevel LevelOf(ConfigurationManager configuration) =>
        configuration[Keys.Quiet] == "true" ? LogLevel.Error
        : configuration[Keys.Verbose] == "true" ? LogLevel.Debug
        : LogLevel.Warning;
}
