using System.CommandLine;
using SecretGate.Runner.Settings;

namespace SecretGate.Runner.Commands;

/// <summary><c>secretgate scan</c>: its words and what they set.</summary>
internal static class ScanCommand
{
    /// <summary>The command.</summary>
    /// <param name="run">Runs a scan with the settings of the command line.</param>
    public static Command Create(Func<SettingsSource, CancellationToken, Task<int>> run)
    {
        var images = new Argument<string[]>("IMAGE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "docker-daemon:REF  docker-archive:FILE[:REF]  oci:DIR[:REF]  oci-archive:FILE[:REF]  dir:DIR  docker://REF  - (archive on "
                + "standard input)  or bare: a file or folder, else an image of the daemon",
        };
        var command = new Command("scan", "Gate images: exit code 1 when a secret at or above the policy's threshold is in one of them.")
        {
            images,
            SettingOption.Of(Keys.Policy, "FILE|NAME", "policy file, or default, strict, audit (without it: .secretgate.yml of the checkout, else default)"),
            SettingOption.SeveralOf(Keys.Output, "FORMAT=PATH", "write a report: console, json, sarif, markdown; PATH - is standard output", "-o"),
            SettingOption.Of(Keys.Platform, "OS/ARCH", "scan this platform only (default: all)"),
            SettingOption.Of(Keys.Base, "IMAGE", "the base image: what it already held is reported as such"),
            SettingOption.Of(Keys.Dockerfile, "FILE", "the Dockerfile that built the image (default: looked for in the checkout)"),
            SettingOption.Of(Keys.FailOn, "LEVEL", "close the gate from this severity on: critical, high, medium, low, info"),
            SettingOption.Switch(Keys.ReportOnly, "findings never close the gate"),
            SettingOption.Of(Keys.Baseline, "REPORT.json", "an earlier JSON report: only findings that are not in it close the gate"),
            SettingOption.Of(Keys.Cache, "DIR", "keep what layers hold here, so that unchanged ones need no second look"),
            SettingOption.SeveralOf(Keys.PlainHttp, "HOST", "registry that may be spoken to without TLS"),
            SettingOption.Of(Keys.Ca, "FILE", "certificates of authorities to trust beside the system's"),
            SettingOption.Switch(Keys.Quiet, "no console report"),
            SettingOption.Switch(Keys.Verbose, "say what is being done"),
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var named = KeyValuePair.Create(Keys.Image, string.Join('\n', parsed.GetValue(images) ?? []));
            return run(new SettingsSource(key => "--" + key, SettingOption.Read(parsed).Append(named)), cancellationToken);
        });
        return command;
    }
}
