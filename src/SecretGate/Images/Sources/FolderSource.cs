using SecretGate.Decoding;
using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>A folder: an OCI layout, or what skopeo writes to <c>dir:</c>. Links are followed inside it only.</summary>
internal sealed class FolderSource(string reference, string folder, ImageSelection selection, ScanLimits limits) : IImageSource
{
    // A layout has three levels.
    private const int DepthLimit = 16;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly MediumContents _found = new("folder", limits);
    private readonly Dictionary<string, string> _files = [];

    /// <inheritdoc/>
    public string Reference => reference;

    /// <inheritdoc/>
    public async Task<ImageSet> ReadAsync(IBlobReader reader, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new GateException(ExitCode.Incomplete, $"There is no folder {folder}.");
        }

        AddFolder(new DirectoryInfo(folder), "", 0, cancellationToken);
        var layout = LayoutReader.Read(_found.Index, selection, toleratesAbsentPlatforms: false, limits);
        return await SourceReading.CompleteAsync(reference, _found, layout, Open, reader, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void AddFolder(DirectoryInfo directory, string prefix, int depth, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var entry in directory.GetFileSystemInfos("*", Everything).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_found.HasRoom())
                {
                    Add(entry, prefix + entry.Name, depth, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            _found.Problem(UnreadReason.Unreadable, $"The folder \"{prefix}\" cannot be read: {failure.Message}");
        }
    }

    private void Add(FileSystemInfo entry, string path, int depth, CancellationToken cancellationToken)
    {
        if (entry.LinkTarget is { } target)
        {
            _found.Index.AddLink(path, MediumPath.ResolveLink(path, target));
        }
        else if (entry is FileInfo file)
        {
            AddFile(file, path);
        }
        else if (depth < DepthLimit)
        {
            AddFolder((DirectoryInfo)entry, path + "/", depth + 1, cancellationToken);
        }
        else
        {
            _found.Problem(UnreadReason.Limit, $"The folder {path} lies deeper than {DepthLimit} others; it was not read.");
        }
    }

    // A pipe, a socket and a device have no length, and a file without one has no content: neither is ever opened.
    private void AddFile(FileInfo file, string path)
    {
        try
        {
            using Stream stream = file.Length is > 0 and var length && length <= limits.DocumentBytes ? file.OpenRead() : Stream.Null;
            using var content = new ForwardStream(stream);
            var added = _found.Add(path, file.Length, content);
            _files.Add(added.Name, file.FullName);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            _found.Problem(UnreadReason.Unreadable, $"The file {path} cannot be read: {failure.Message}");
        }
    }

    private Blob Open(MediumFile file)
    {
        var claim = MediumPath.ClaimOfName(file.Name);
        return file.SizeBytes is > 0 and { } length
            ? new FileBlob(file.Name, () => File.OpenHandle(_files[file.Name], options: FileOptions.SequentialScan), ownsFile: true, 0, length, claim)
            : new MemoryBlob(file.Name, ReadOnlyMemory<byte>.Empty, claim);
    }
}
