using System.Net;
using System.Net.Http.Headers;
using SecretGate.Decoding;
using SecretGate.Images.Layouts;
using SecretGate.Images.Sources;

namespace SecretGate.Images.Registries;

/// <summary>An image of a registry: documents first, then each layer once, several at a time, the largest first.</summary>
internal sealed class RegistrySource(
    string text, ImageReference reference, Platform? platform, RegistryAccess access, TimeProvider clock, ScanLimits limits) : IImageSource
{
    // Documents are small: more at once than layers.
    private const int DocumentsAtOnce = 8;

    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.v1+prettyjws",
        "application/vnd.docker.distribution.manifest.v1+json",
    ];

    private readonly RegistryClient _client = new(access, reference, clock);
    private readonly List<ImageProblem> _problems = [];

    /// <inheritdoc/>
    public string Reference => text;

    /// <inheritdoc/>
    public async Task<ImageSet> ReadAsync(IBlobReader reader, CancellationToken cancellationToken)
    {
        var (root, digest) = await ReadRootAsync(cancellationToken).ConfigureAwait(false);
        var medium = new RegistryMedium(limits.DocumentBytes);
        LayoutReader.ReadNamed(medium, root, digest, text, platform: null, limits);
        while (medium.TakeWanted() is { Count: > 0 } wanted)
        {
            await FetchAsync(medium, wanted, cancellationToken).ConfigureAwait(false);
            LayoutReader.ReadNamed(medium, root, digest, text, platform: null, limits);
        }

        var layout = LayoutReader.ReadNamed(medium, root, digest, reference.ToString(), platform, limits);
        await ReadBlobsAsync(layout, reader, cancellationToken).ConfigureAwait(false);
        var set = layout.Set with { Problems = [.. _problems, .. layout.Set.Problems] };
        return set.Images.Count > 0 || set.Documents.Count > 0 || set.Problems.Count > 0 ? set : throw SourceReading.NoImage(text);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void AcceptManifests(HttpRequestHeaders headers)
    {
        foreach (var type in ManifestTypes)
        {
            headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }
    }

    private async Task<(MediumFile Root, Digest Digest)> ReadRootAsync(CancellationToken cancellationToken)
    {
        try
        {
            var path = $"manifests/{reference.Digest?.ToString() ?? reference.Tag ?? "latest"}";
            using var response = await _client.GetAsync(path, AcceptManifests, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw Refused(response.StatusCode);
            }

            var bytes = await _client.ReadAsync(response, limits.DocumentBytes, cancellationToken).ConfigureAwait(false);
            var digest = DigestOf(bytes, reference.Digest);
            CheckHeader(response, bytes, digest);
            return (new MediumFile(digest.ToString(), bytes.Length, bytes), reference.Digest ?? digest);
        }
        catch (IOException failure)
        {
            throw new GateException(ExitCode.Incomplete, $"{text} cannot be read: {failure.Message}", Help(failure), failure);
        }
    }

    // What the header says is not trusted; where it differs, either it or the document is not the registry's.
    private void CheckHeader(HttpResponseMessage response, byte[] bytes, Digest digest)
    {
        var header = response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.FirstOrDefault() : null;
        if (Digest.TryParse(header, out var said) && said != DigestOf(bytes, said))
        {
            _problems.Add(new ImageProblem(UnreadReason.Mismatch, "manifest", $"The registry calls the manifest {said}, its bytes are {digest}."));
        }
    }

    private static Digest DigestOf(byte[] bytes, Digest? model) =>
        model is { } named ? LayoutJson.DigestLike(named, Schema1.Payload(bytes).Span) : LayoutJson.Sha256(Schema1.Payload(bytes).Span);

    private async Task FetchAsync(RegistryMedium medium, IReadOnlyList<(Descriptor Blob, BlobRole Role)> wanted, CancellationToken cancellationToken)
    {
        var files = new MediumFile?[wanted.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = DocumentsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, wanted.Count, options, async (i, cancelled) =>
            files[i] = await FetchAsync(wanted[i].Blob, wanted[i].Role, cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        for (var i = 0; i < wanted.Count; i++)
        {
            medium.Add(wanted[i].Blob.Digest, files[i]);
        }
    }

    private async Task<MediumFile?> FetchAsync(Descriptor blob, BlobRole role, CancellationToken cancellationToken)
    {
        try
        {
            using var response = role == BlobRole.Manifest
                ? await _client.GetAsync($"manifests/{blob.Digest}", AcceptManifests, cancellationToken).ConfigureAwait(false)
                : await _client.GetAsync($"blobs/{blob.Digest}", _ => { }, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return response.StatusCode == HttpStatusCode.NotFound ? null : throw new IOException($"The registry answers {(int)response.StatusCode}.");
            }

            var bytes = await _client.ReadAsync(response, limits.DocumentBytes, cancellationToken).ConfigureAwait(false);
            return new MediumFile(blob.Digest.ToString(), bytes.Length, TextKeeper.IsText(bytes) ? bytes : null);
        }
        catch (IOException failure)
        {
            lock (_problems)
            {
                _problems.Add(new ImageProblem(UnreadReason.Unreadable, blob.Digest.ToString(), $"{blob.Digest} cannot be read: {failure.Message}"));
            }

            return null;
        }
    }

    private async Task ReadBlobsAsync(LayoutResult layout, IBlobReader reader, CancellationToken cancellationToken)
    {
        var blobs = layout.Set.Images
            .SelectMany(image => image.Layers)
            .Where(layer => layer.BlobName is not null && layer.Claimed is not null)
            .Select(layer => layer.Claimed)
            .OfType<Descriptor>()
            .DistinctBy(blob => blob.Digest)
            .OrderByDescending(blob => blob.SizeBytes)
            .ThenBy(blob => blob.Digest.ToString(), StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, reader.Parallelism), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs, options, (blob, cancelled) => ReadBlobAsync(blob, reader, cancelled)).ConfigureAwait(false);
    }

    private async ValueTask ReadBlobAsync(Descriptor blob, IBlobReader reader, CancellationToken cancellationToken)
    {
        var path = $"blobs/{blob.Digest}";
        Blob handed;
        try
        {
            var response = await _client.GetAsync(path, _ => { }, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                response.Dispose();
                throw new IOException($"The registry answers {(int)response.StatusCode}.");
            }

            var body = new ResumingStream(_client, path, blob.SizeBytes, response);
            handed = new PassingBlob(blob.Digest.ToString(), blob.SizeBytes, blob.Digest, new PrefetchStream(body, clock, cancellationToken));
        }
        catch (IOException failure)
        {
            handed = new FailedBlob(blob.Digest.ToString(), blob.SizeBytes, failure);
        }

        await Task.Factory.StartNew(
            () => reader.Read(handed, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private GateException Refused(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => new GateException(
            ExitCode.Incomplete, $"The registry {reference.Registry} has no image {reference}.", "Check the name, and that the image was pushed; a private one may need docker login."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new GateException(
            ExitCode.Incomplete, $"The registry {reference.Registry} does not let us read {reference}.", "Run docker login first; the credential of docker's configuration is used."),
        _ => new GateException(ExitCode.Incomplete, $"The registry {reference.Registry} answers {(int)status} to the request for {reference}."),
    };

    private static string? Help(IOException failure) => failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        ? "A certificate of your own authority is trusted with --ca FILE; a registry without TLS is spoken to with --plain-http HOST."
        : null;
}
