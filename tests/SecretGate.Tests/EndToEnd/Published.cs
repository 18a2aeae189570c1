using System.Diagnostics;
using System.Text;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.EndToEnd;

/// <summary>The published program in a folder of its own, with an environment that holds nothing but what a test puts in.</summary>
internal sealed class Published : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("secretgate-e2e-").FullName;

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
    };

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    /// <summary>Gates an image in memory as an OCI archive.</summary>
    public Gated Scan(ImageBuilder image, params string[] arguments) => Scan("oci-archive:" + Write("image.tar", image.Build().ToOciArchive()), arguments);

    /// <summary>Gates an image wherever it is; every report is written.</summary>
    public Gated Scan(string image, params string[] arguments)
    {
        var (json, sarif) = (PathOf("report.json"), PathOf("report.sarif"));
        File.Delete(json);
        File.Delete(sarif);
        var (exitCode, output, error) = Run(["scan", image, "-o", "json=" + json, "-o", "sarif=" + sarif, .. arguments]);
        return new Gated(exitCode, output, error, ReadIfThere(json), ReadIfThere(sarif));
    }

    /// <summary>Runs the program to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        return Finish(process);
    }

    /// <summary>Starts the program; its standard input stays open.</summary>
    public Process Start(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(RealComponents.Program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!; // not null without shell execution
    }

    public static (int ExitCode, string Output, string Error) Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string ReadIfThere(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}
