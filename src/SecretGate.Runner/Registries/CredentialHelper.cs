using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SecretGate.Images;

namespace SecretGate.Runner.Registries;

/// <summary>
/// A program <c>docker-credential-NAME</c> that knows credentials (docker/docker-credential-helpers v0.9.3 README.md): the server's name
/// goes in, JSON comes out.
/// </summary>
internal sealed partial class CredentialHelper(string name, IReadOnlyDictionary<string, string> environment)
{
    // What helpers answer in the place of JSON when they know none.
    private const string NotFound = "credentials not found";

    // The user name that marks an identity token.
    private const string TokenUser = "<token>";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string Program => "docker-credential-" + name;

    /// <summary>The credential for a server; null when the helper knows none.</summary>
    /// <exception cref="IOException">There is no such helper, or it fails.</exception>
    public async Task<RegistryCredential?> GetAsync(string server, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var process = Start();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(both.Token);
            await AskAsync(process, server, both.Token);
            var answer = await process.StandardOutput.ReadToEndAsync(both.Token);
            await errors;
            await process.WaitForExitAsync(both.Token);
            return process.ExitCode == 0 ? Read(answer)
                : answer.Contains(NotFound, StringComparison.OrdinalIgnoreCase) ? null
                : throw new IOException($"{Program} ends with {process.ExitCode}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{Program} did not answer within {Patience.TotalSeconds:0} seconds.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // A helper that answers the same to all may end before it has read the question.
    private static async Task AskAsync(Process process, string server, CancellationToken cancellationToken)
    {
        try
        {
            await using var question = process.StandardInput;
            await question.WriteAsync(server.AsMemory(), cancellationToken);
        }
        catch (IOException)
        {
        }
    }

    private Process Start()
    {
        try
        {
            var start = new ProcessStartInfo(Find(), ["get"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            };
            return Process.Start(start) ?? throw new IOException($"{Program} does not start.");
        }
        catch (Win32Exception failure)
        {
            throw new IOException($"{Program} does not start: {failure.Message}", failure);
        }
    }

    // Process.Start would look into the current folder before PATH, and that is the checkout under test.
    private string Find() =>
        (NamePattern().IsMatch(name) ? environment.GetValueOrDefault("PATH") ?? "" : "")
            .Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? Program + ".exe" : Program))
            .FirstOrDefault(File.Exists)
        ?? throw new IOException($"{Program} is in no folder of PATH.");

    private RegistryCredential? Read(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var user = document.RootElement.GetProperty("Username").GetString() ?? "";
            var secret = document.RootElement.GetProperty("Secret").GetString() ?? "";
            return user == TokenUser ? RegistryCredential.OfIdentityToken(secret) : user.Length > 0 ? RegistryCredential.OfPassword(user, secret) : null;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // What the parser says may quote the answer.
            throw new IOException($"{Program} answers something else than a credential.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex NamePattern();
}
