using System.Security.Cryptography;

namespace SecretGate.Runner.Output;

/// <summary>Writes a file so that its readers see all of it or the file that was there before, never a half.</summary>
internal static class AtomicFile
{
    // Devices and the process's own descriptors have no "before"; renaming over one would replace it.
    private static readonly string[] Devices = ["/dev/", "/proc/"];

    /// <summary>Writes beside the target and renames; the target of a symbolic link is written, not the link.</summary>
    /// <exception cref="IOException">Disk full, folder missing, path is a folder. Nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (Array.Exists(Devices, device => target.StartsWith(device, StringComparison.Ordinal)))
        {
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        if (new FileInfo(target).LinkTarget is not null)
        {
            target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName; // not null for a link
        }

        if (Directory.Exists(target))
        {
            throw new IOException($"{path} is a folder.");
        }

        var partial = $"{target}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.partial";
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
