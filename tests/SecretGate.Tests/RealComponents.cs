using System.Diagnostics;

namespace SecretGate.Tests;

/// <summary>Real programs and servers that some tests need. A test that misses one skips with the reason; <c>tests/run.sh</c> provides all.</summary>
internal static class RealComponents
{
    private const string Remedy = "bash tests/run.sh installs and starts it";
    private const string EngineSocket = "/var/run/docker.sock";

    /// <summary>The program as it is published: trimmed, compiled ahead of time.</summary>
    public static string Program => Need("TEST_PROGRAM", "published program");

    /// <summary><c>host:port</c> of a registry on loopback without TLS or users.</summary>
    public static string Registry => Need("TEST_REGISTRY", "registry");

    /// <summary><c>host:port</c> of a registry on loopback with TLS, its own authority, and one user.</summary>
    public static (string Host, string CaFile, string User, string Password) LockedRegistry =>
        (Need("TEST_REGISTRY_TLS", "registry with TLS"), Need("TEST_REGISTRY_CA", "registry with TLS"),
            Need("TEST_REGISTRY_USER", "registry with users"), Need("TEST_REGISTRY_PASSWORD", "registry with users"));

    /// <summary>Path of Microsoft's SARIF validator.</summary>
    public static string SarifMultitool => Need("TEST_SARIF_MULTITOOL", "SARIF multitool");

    /// <summary>How long the fuzz suite runs; the test skips without <c>tests/run.sh --fuzz</c>.</summary>
    public static TimeSpan FuzzTime => TimeSpan.FromMinutes(double.Parse(Need("TEST_FUZZ_MINUTES", "tests/run.sh --fuzz"), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Skips the test unless the long suites were asked for.</summary>
    public static void NeedFullRun() => Assert.SkipUnless(Variable("TEST_FULL") == "1", "a long suite: bash tests/run.sh --full");

    /// <summary>Skips the test unless a container engine answers.</summary>
    public static void NeedEngine() => Assert.SkipUnless(
        File.Exists(EngineSocket) && IsOnPath("docker") && Run("docker", "version").ExitCode == 0, $"no container engine answers; {Remedy}");

    /// <summary>Skips the test unless these programs are on the PATH.</summary>
    public static void NeedPrograms(params string[] names)
    {
        foreach (var name in names)
        {
            Assert.SkipUnless(IsOnPath(name), $"{name} is not installed; {Remedy}");
        }
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!; // not null without shell execution
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Runs a program that has to succeed.</summary>
    public static string Must(string program, params string[] arguments)
    {
        var (exitCode, output) = Run(program, arguments);
        exitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    private static bool IsOnPath(string name) =>
        (Variable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    private static string Need(string variable, string what)
    {
        var value = Variable(variable);
        Assert.SkipUnless(value is not null, $"no {what}; {Remedy}");
        return value!; // a missing one was skipped above
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
