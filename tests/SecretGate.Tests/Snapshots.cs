using System.Runtime.CompilerServices;
using Snapshooter;
using Snapshooter.Xunit3;

namespace SecretGate.Tests;

/// <summary>Snapshots stand in <c>__snapshots__</c> beside the test class. <c>APPROVE=1</c> rewrites them; the diff is reviewed like code.</summary>
internal static class Snapshots
{
    private static readonly bool IsApproving = Environment.GetEnvironmentVariable("APPROVE") == "1";

    /// <summary>Compares a text with the snapshot of the calling test.</summary>
    public static void ShouldMatchSnapshot(this string text, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var name = new SnapshotFullName($"{Path.GetFileNameWithoutExtension(file)}.{test}.snap", OnDisk(Path.GetDirectoryName(file)!));
        if (IsApproving)
        {
            File.Delete(Path.Combine(Directory.CreateDirectory(Path.Combine(name.FolderPath, "__snapshots__")).FullName, name.Filename));
        }

        Snapshot.Match(text, name);
    }

    // A missing snapshot passes unless told otherwise.
    [ModuleInitializer]
    internal static void BeStrict() => Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", IsApproving ? "off" : "on");

    // Deterministic builds say /_/ for the repository's root.
    private static string OnDisk(string folder)
    {
        const string mapped = "/_/";
        return folder.StartsWith(mapped, StringComparison.Ordinal) ? Path.Combine(Repository.Root, folder[mapped.Length..]) : folder;
    }
}
