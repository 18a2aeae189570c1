using Microsoft.Extensions.Configuration;
using SecretGate.Runner.Settings;

namespace SecretGate.Tests.Runner;

public sealed class SettingsTests
{
    [Fact]
    public void A_flag_beats_an_input_beats_the_environment()
    {
        var environment = SettingsSource.OfEnvironment(new Dictionary<string, string>
        {
            ["SECRETGATE_FAIL_ON"] = "low", ["SECRETGATE_POLICY"] = "audit", ["SECRETGATE_BASE"] = "debian:12",
        });
        var inputs = new SettingsSource(key => key, [KeyValuePair.Create("fail-on", "medium"), KeyValuePair.Create("policy", "strict")]);
        var flags = new SettingsSource(key => key, [KeyValuePair.Create("fail-on", "high")]);

        var reader = ReaderOf(environment, inputs, flags);

        reader.Text(Keys.FailOn).ShouldBe("high");
        reader.Text(Keys.Policy).ShouldBe("strict");
        reader.Text(Keys.Base).ShouldBe("debian:12");
    }

    [Fact]
    public void An_empty_input_does_not_hide_the_environment()
    {
        var environment = SettingsSource.OfEnvironment(new Dictionary<string, string> { ["SECRETGATE_POLICY"] = "audit" });
        var inputs = new SettingsSource(key => key, [KeyValuePair.Create("policy", "")]);

        ReaderOf(environment, inputs).Text(Keys.Policy).ShouldBe("audit");
    }

    [Fact]
    public void Several_values_are_lines()
    {
        var inputs = new SettingsSource(key => key, [KeyValuePair.Create("image", "app:ci\n\n  oci:build/layout \r\n")]);

        ReaderOf(inputs).Lines(Keys.Image).ShouldBe(["app:ci", "oci:build/layout"]);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("1")]
    public void A_switch_is_true_or_false_and_nothing_else(string value)
    {
        var reader = ReaderOf(new SettingsSource(key => $"input '{key}'", [KeyValuePair.Create("report-only", value)]));

        Should.Throw<GateException>(() => reader.Switch(Keys.ReportOnly)).Message.ShouldStartWith("input 'report-only': unknown value");
    }

    [Fact]
    public void A_day_is_read_as_a_day()
    {
        ReaderOf(new SettingsSource(key => key, [KeyValuePair.Create("date", "2026-02-28")])).Day(Keys.Date).ShouldBe(new DateOnly(2026, 2, 28));
        Should.Throw<GateException>(() => ReaderOf(new SettingsSource(key => key, [KeyValuePair.Create("date", "2026-02-30")])).Day(Keys.Date))
            .ExitCode.ShouldBe(ExitCode.Usage);
    }

    private static SettingsReader ReaderOf(params SettingsSource[] sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources)
        {
            builder.Add(source);
        }

        return new SettingsReader(builder.Build());
    }
}
