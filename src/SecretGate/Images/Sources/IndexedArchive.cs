using Microsoft.Win32.SafeHandles;
using SecretGate.Decoding;
using SecretGate.Decoding.Tar;
using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>A plain archive in a file: its headers are read first, then its blobs by offset.</summary>
internal sealed class IndexedArchive(SafeFileHandle file, ScanLimits limits) : ITarSink
{
    private readonly MediumContents _found = new("archive", limits);
    private readonly Dictionary<string, (long Offset, long Length)> _places = [];

    /// <summary>Reads an archive.</summary>
    /// <exception cref="GateException">It is sound, and holds no image, or none that was asked for.</exception>
    public static async Task<ImageSet> ReadAsync(
        string reference, FileStream stream, ImageSelection selection, IBlobReader reader, ScanLimits limits, CancellationToken cancellationToken)
    {
        var archive = new IndexedArchive(stream.SafeFileHandle, limits);
        archive.Index(stream, cancellationToken);
        var layout = LayoutReader.Read(archive._found.Index, selection, toleratesAbsentPlatforms: false, limits);
        return await SourceReading.CompleteAsync(reference, archive._found, layout, archive.Open, reader, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Entry(TarEntry entry, Stream content)
    {
        if (!_found.TryName(entry, out var path))
        {
            return;
        }

        if (entry.SizeBytes != entry.StoredBytes)
        {
            _found.Problem(UnreadReason.Unsupported, $"The archive stores {path} as a sparse file, which no engine writes; its holes were left out.");
        }

        using var forward = new ForwardStream(content);
        var added = _found.Add(path, entry.StoredBytes, forward);
        _places.Add(added.Name, (entry.ContentOffset, entry.StoredBytes));
    }

    /// <inheritdoc/>
    public void Raw(ReadOnlySpan<byte> bytes, long offset) => _found.Raw(offset);

    /// <inheritdoc/>
    public void Problem(string reason, string message) => _found.Problem(reason, $"The archive: {message}.");

    private void Index(FileStream stream, CancellationToken cancellationToken)
    {
        try
        {
            TarReader.Read(stream, this, limits, cancellationToken);
        }
        catch (IOException failure)
        {
            _found.Fail(failure);
        }
    }

    private FileBlob Open(MediumFile blob)
    {
        var (offset, length) = _places[blob.Name];
        return new FileBlob(blob.Name, () => file, ownsFile: false, offset, length, MediumPath.ClaimOfName(blob.Name));
    }
}
