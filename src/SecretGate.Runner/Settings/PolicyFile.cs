using SecretGate.Policy;

namespace SecretGate.Runner.Settings;

/// <summary>Finds the policy of a run.</summary>
internal static class PolicyFile
{
    /// <summary>The file that is looked for when no policy is named.</summary>
    public const string DefaultName = ".secretgate.yml";

    // A policy has at most 256 KiB; a longer file is refused by the reader, which need not see all of it.
    private const int MaxBytes = 1 << 20;

    /// <summary>The policy of that name or file; without one, <c>.secretgate.yml</c> of the checkout's root, else <c>default</c>.</summary>
    /// <param name="named">What the user named; null for nothing.</param>
    /// <param name="folder">The current folder.</param>
    /// <exception cref="GateException">It cannot be read, or says what is not understood (exit code 2).</exception>
    public static GatePolicy Load(string? named, string folder)
    {
        if (named is null)
        {
            var file = Path.Combine(RootOf(folder), DefaultName);
            return File.Exists(file) ? Read(file, DefaultName) : GatePolicy.BuiltIn("default");
        }

        return GatePolicy.BuiltInNames.Contains(named) ? GatePolicy.BuiltIn(named) : Read(Path.Combine(folder, named), named);
    }

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="GateException">It cannot be read, or says what is not understood (exit code 2).</exception>
    public static GatePolicy Read(string file, string name)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[MaxBytes];
            return GatePolicy.Read(bytes.AsSpan(0, stream.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false)), name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException(
                ExitCode.Usage,
                $"The policy {name} cannot be read: {failure.Message}{Suggestion.Sentence(name, GatePolicy.BuiltInNames)}",
                $"Name a file, or one of: {string.Join(", ", GatePolicy.BuiltInNames)}.",
                failure);
        }
    }

    // The nearest folder upwards that holds .git (a file in worktrees and submodules); without one, the folder itself.
    private static string RootOf(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (Path.Exists(Path.Combine(candidate.FullName, ".git")))
            {
                return candidate.FullName;
            }
        }

        return folder;
    }
}
