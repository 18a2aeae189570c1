using System.Text.RegularExpressions;

namespace SecretGate.Runner.Hosts.GitHub;

/// <summary>
/// Paths of the runner's host and of the action's container. The runner translates an input that starts with a mounted folder, but not
/// one with a prefix in front (<c>oci-archive:/home/runner/work/_temp/app.tar</c>): that is done here.
/// </summary>
internal sealed partial class RunnerPaths
{
    /// <summary>The action's input that carries the host's folders, which no variable of the container has.</summary>
    public const string Input = "runner-paths";

    private readonly IReadOnlyList<(string Host, string Container)> _mounts;

    private RunnerPaths(IReadOnlyList<(string Host, string Container)> mounts) => _mounts = mounts;

    /// <summary>A run outside the action's container: one view of the file system.</summary>
    public static RunnerPaths None { get; } = new([]);

    /// <summary>Reads the input: <c>workspace=PATH</c> and <c>event=PATH</c>, a line each.</summary>
    public static RunnerPaths Parse(string input)
    {
        var mounts = new List<(string, string)>();
        foreach (var line in input.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, path) = line.Split('=', 2) is [var left, var right] ? (left, right) : ("", "");
            if (name == "workspace" && path.StartsWith('/'))
            {
                mounts.Add((path.TrimEnd('/'), "/github/workspace"));
            }
            else if (name == "event" && path.EndsWith("/_github_workflow/event.json", StringComparison.Ordinal))
            {
                mounts.Add((path[..^"/_github_workflow/event.json".Length], "/github/runner_temp"));
            }
        }

        // Longest first: a folder inside another one wins.
        return new RunnerPaths([.. mounts.Where(mount => mount.Item1.Length > 0).OrderByDescending(mount => mount.Item1.Length)]);
    }

    /// <summary>The path as the container sees it, with or without a prefix such as <c>oci-archive:</c> or <c>sarif=</c>.</summary>
    public string ToContainer(string text)
    {
        var prefix = Prefix().Match(text).Value;
        var path = text[prefix.Length..];
        return prefix + Translate(path, mount => (mount.Host, mount.Container));
    }

    /// <summary>The path as later steps of the job see it.</summary>
    public string ToHost(string path) => Translate(path, mount => (mount.Container, mount.Host));

    private string Translate(string path, Func<(string Host, string Container), (string From, string To)> direction)
    {
        foreach (var (from, to) in _mounts.Select(direction))
        {
            if (path == from || (path.StartsWith(from, StringComparison.Ordinal) && path[from.Length] == '/'))
            {
                return to + path[from.Length..];
            }
        }

        return path;
    }

    [GeneratedRegex("^[a-z-]+[:=](?=/)(?!//)")]
    private static partial Regex Prefix();
}
