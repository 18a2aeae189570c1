using System.Diagnostics;

namespace SecretGate.Tests.Detection.Keys;

/// <summary>A real program that makes keys, in a folder of its own; a test without it is skipped.</summary>
internal sealed class RealTool : IDisposable
{
    private readonly string _program;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keys-");

    public RealTool(string program)
    {
        _program = program;
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(isThere, $"{program} is not installed");
    }

    /// <summary>The folder in which it runs.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Runs it and returns what it wrote to standard output.</summary>
    public byte[] Run(params string[] arguments) => Start(null, arguments);

    /// <summary>Runs it with bytes on standard input.</summary>
    public byte[] Feed(string input, params string[] arguments) => Start(input, arguments);

    /// <summary>Runs it with bytes on standard input, written to its standard output.</summary>
    private byte[] Start(string? input, string[] arguments)
    {
        var start = new ProcessStartInfo(_program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GNUPGHOME"] = Folder;
        using var process = Process.Start(start).ShouldNotBeNull();
        process.StandardInput.Write(input ?? "");
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result);
        return output.ToArray();
    }

    /// <summary>A file that it wrote.</summary>
    public byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>A file for it.</summary>
    public void Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
