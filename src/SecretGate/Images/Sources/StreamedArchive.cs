using SecretGate.Decoding;
using SecretGate.Decoding.Tar;
using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>
/// An archive that passes by once: each blob goes to the reader as it comes, texts are kept, and what is what is known at the end.
/// </summary>
internal sealed class StreamedArchive(IBlobReader reader, ScanLimits limits, CancellationToken cancellationToken) : ITarSink
{
    /// <summary>What was found so far.</summary>
    public MediumContents Found { get; } = new("archive", limits);

    /// <summary>Reads the archive's tar stream to its end. What is damaged becomes a problem.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Read(Stream tar)
    {
        try
        {
            TarReader.Read(tar, this, limits, cancellationToken);
        }
        catch (Exception failure) when (failure is InvalidDataException or UnreadException or IOException)
        {
            Found.Fail(failure);
        }
    }

    /// <inheritdoc/>
    public void Entry(TarEntry entry, Stream content)
    {
        if (!Found.TryName(entry, out var path))
        {
            return;
        }

        using var forward = new ForwardStream(content);
        var file = Found.Add(path, entry.StoredBytes, forward);
        if (file.Text is null)
        {
            reader.Read(new PassingBlob(file.Name, entry.StoredBytes, MediumPath.ClaimOfName(file.Name), forward), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Raw(ReadOnlySpan<byte> bytes, long offset) => Found.Raw(offset);

    /// <inheritdoc/>
    public void Problem(string reason, string message) => Found.Problem(reason, $"The archive: {message}.");
}
