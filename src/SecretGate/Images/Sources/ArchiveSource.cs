using SecretGate.Decoding;
using SecretGate.Decoding.Tar;
using SecretGate.Images.Layers;
using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>
/// An archive in a file or on standard input, docker or OCI, plain or compressed. A plain one in a file is indexed first, and its blobs are
/// read by offset, several at a time; any other passes by once.
/// </summary>
internal sealed class ArchiveSource(string reference, Func<Stream> open, ImageSelection selection, ScanLimits limits) : IImageSource
{
    private const int HeadBytes = 512;

    // Somebody compressed the compressed archive of somebody else.
    private const int CompressionLimit = 4;

    /// <inheritdoc/>
    public string Reference => reference;

    /// <inheritdoc/>
    public async Task<ImageSet> ReadAsync(IBlobReader reader, CancellationToken cancellationToken)
    {
        var stream = Open();
        await using (stream.ConfigureAwait(false))
        {
            return IsIndexable(stream)
                ? await IndexedArchive.ReadAsync(reference, (FileStream)stream, selection, reader, limits, cancellationToken).ConfigureAwait(false)
                : await StreamAsync(stream, reader, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Stream Open()
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GateException(ExitCode.Incomplete, $"There is no file for {reference}.", "Check the path, and that the step before wrote it.", failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new GateException(ExitCode.Incomplete, $"{reference} cannot be opened: {failure.Message}", inner: failure);
        }
    }

    private static bool IsIndexable(Stream stream)
    {
        if (stream is not FileStream { CanSeek: true })
        {
            return false;
        }

        Span<byte> head = stackalloc byte[HeadBytes];
        var count = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        stream.Position = 0;
        return StreamFormats.Detect(head[..count]) is null && TarReader.IsTar(head[..count]);
    }

    private async Task<ImageSet> StreamAsync(Stream stream, IBlobReader reader, CancellationToken cancellationToken)
    {
        var archive = new StreamedArchive(reader, limits, cancellationToken);
        await Task.Factory.StartNew(
            () => ReadCompressed(stream, archive, CompressionLimit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
        var layout = LayoutReader.Read(archive.Found.Index, selection, toleratesAbsentPlatforms: false, limits);
        return await SourceReading.CompleteAsync(reference, archive.Found, layout, _ => null, reader, cancellationToken).ConfigureAwait(false);
    }

    private void ReadCompressed(Stream stored, StreamedArchive archive, int levels)
    {
        using var forward = new ForwardStream(stored);
        using var chain = new MemberChain(forward, limits, (_, offset) => archive.Found.Raw(offset));
        if (chain.IsCompressed && levels > 0)
        {
            ReadCompressed(chain, archive, levels - 1);
        }
        else
        {
            ReadTar(forward, archive);
        }

        if (chain.IsCompressed && forward.Peek(1) is [_])
        {
            archive.Found.Raw(forward.Position);
        }
    }

    private void ReadTar(ForwardStream tar, StreamedArchive archive)
    {
        try
        {
            if (!TarReader.IsTar(tar.Peek(HeadBytes)))
            {
                throw new GateException(
                    ExitCode.Incomplete,
                    $"{reference} is no image archive: it starts neither like a tar nor like a compressed one.",
                    "Write it with docker save, skopeo copy or docker buildx build --output type=oci.");
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or UnreadException or IOException)
        {
            archive.Found.Fail(failure);
            return;
        }

        archive.Read(tar);
    }
}
