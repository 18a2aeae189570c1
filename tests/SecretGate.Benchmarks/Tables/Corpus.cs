namespace SecretGate.Benchmarks.Tables;

/// <summary>Files of some folders, as what images hold: read whole, links not followed, in the order of their names.</summary>
internal static class Corpus
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device,
        IgnoreInaccessible = true,
    };

    /// <summary>The content of the files, up to a total size.</summary>
    public static IEnumerable<byte[]> Files(IEnumerable<string> folders, long maxBytes = long.MaxValue)
    {
        var total = 0L;
        foreach (var file in folders.SelectMany(f => Directory.EnumerateFiles(f, "*", Everything).Order(StringComparer.Ordinal)))
        {
            var size = new FileInfo(file).Length;
            if (size is 0 or > 256 << 20)
            {
                continue;
            }

            total += size;
            if (total > maxBytes)
            {
                yield break;
            }

            yield return File.ReadAllBytes(file);
        }
    }
}
