using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Docker.DotNet;
using SecretGate.Decoding;
using SecretGate.Decoding.Tar;
using SecretGate.Images.Layouts;

namespace SecretGate.Images.Sources;

/// <summary>An image of a container engine, read over its API as <c>docker save</c> reads it: one stream, in the engine's order.</summary>
internal sealed class EngineSource(
    string text, string reference, Platform? platform, EngineEndpoint endpoint, TimeProvider clock, ScanLimits limits) : IImageSource
{
    private const int ErrorBytes = 64 * 1024;
    private const int FewestIdDigits = 12;

    private static readonly TimeSpan InspectTimeout = TimeSpan.FromSeconds(30);

    private readonly DockerClient _client = EngineClient.Create(endpoint);

    /// <inheritdoc/>
    public string Reference => text;

    /// <inheritdoc/>
    public async Task<ImageSet> ReadAsync(IBlobReader reader, CancellationToken cancellationToken)
    {
        var id = await InspectAsync(cancellationToken).ConfigureAwait(false);
        var archive = new StreamedArchive(reader, limits, cancellationToken);
        using (var sent = new PrefetchStream(await SaveAsync(id, cancellationToken).ConfigureAwait(false), clock, cancellationToken))
        {
            await Task.Factory.StartNew(
                () => Read(sent, archive), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }

        var layout = LayoutReader.Read(archive.Found.Index, new ImageSelection(null, platform), toleratesAbsentPlatforms: true, limits);
        var set = await SourceReading.CompleteAsync(text, archive.Found, layout, _ => null, reader, cancellationToken).ConfigureAwait(false);
        return layout.Listed.Contains(id) || set.Images.Count == 0 ? set : set with { Problems = [.. set.Problems, Moved(id, set)] };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ImageProblem Moved(string id, ImageSet set) => new(
        UnreadReason.Mismatch,
        "image",
        $"The engine names the image {id}, but sent {set.Images[0].ImageId}: the name was given to another image in between.");

    private static void Read(PrefetchStream sent, StreamedArchive archive)
    {
        using var stream = new ForwardStream(sent);
        ThrowIfError(stream);
        archive.Read(stream);
    }

    // The status was sent before the engine knew whether it can: what goes wrong then is told in the place of the archive.
    private static void ThrowIfError(ForwardStream stream)
    {
        try
        {
            if (stream.Peek(1) is [(byte)'{'] && !TarReader.IsTar(stream.Peek(512)))
            {
                throw new GateException(ExitCode.Incomplete, $"The engine could not send the image: {MessageOf(stream.Peek(ErrorBytes))}");
            }

            if (stream.Peek(1).IsEmpty)
            {
                throw new GateException(ExitCode.Incomplete, "The engine sent nothing in the place of the image.");
            }
        }
        catch (IOException failure)
        {
            throw new GateException(ExitCode.Incomplete, $"The engine stopped before the image came: {failure.Message}", inner: failure);
        }
    }

    private async Task<string> InspectAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(InspectTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var image = await _client.Images.InspectImageAsync(reference, both.Token).ConfigureAwait(false);
            return image.ID is { Length: > 0 } id
                ? id
                : throw new GateException(ExitCode.Incomplete, $"The engine at {endpoint.Address} gives the image {reference} no ID.");
        }
        catch (Exception failure) when (Explain(failure, timeout.IsCancellationRequested) is { } explained && !cancellationToken.IsCancellationRequested)
        {
            throw explained;
        }
    }

    private async Task<Stream> SaveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.Images.SaveImageAsync(NameToSave(id), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (Explain(failure, isTimeout: false) is { } explained && !cancellationToken.IsCancellationRequested)
        {
            throw explained;
        }
    }

    // A repository alone means its tag "latest", as in all the engine's commands but this one, which would send every tag of it.
    private string NameToSave(string id) =>
        ImageReference.TryParse(reference, out var name) && name is { Tag: null, Digest: null } && !IsPartOf(id) ? reference + ":latest" : reference;

    private bool IsPartOf(string id) =>
        reference.Length >= FewestIdDigits && id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..].StartsWith(reference, StringComparison.Ordinal);

    private GateException? Explain(Exception failure, bool isTimeout) => failure switch
    {
        DockerImageNotFoundException => new GateException(
            ExitCode.Incomplete,
            $"The engine at {endpoint.Address} ({endpoint.NamedBy}) has no image {reference}.",
            "Build or pull it first. With docker/build-push-action, `load: true` is probably missing: without it the image stays in the builder. "
            + "With docker buildx, add --load."),
        DockerApiException refused => new GateException(
            ExitCode.Incomplete,
            $"The engine at {endpoint.Address} answers {(int)refused.StatusCode}: {MessageOf(Encoding.UTF8.GetBytes(refused.ResponseBody ?? ""))}",
            inner: refused),
        OperationCanceledException when isTimeout => new GateException(
            ExitCode.Incomplete, $"The engine at {endpoint.Address} ({endpoint.NamedBy}) did not answer within {InspectTimeout.TotalSeconds:0} seconds."),
        _ => SocketErrorOf(failure) is SocketError.AccessDenied
            ? new GateException(
                ExitCode.Incomplete,
                $"No permission to use the engine's socket {endpoint.Address} ({endpoint.NamedBy}).",
                "Run as a user of the group that owns the socket (often docker), or in a container as root with the socket mounted.",
                failure)
            : failure is HttpRequestException or SocketException or IOException or AggregateException or JsonException
                ? new GateException(
                    ExitCode.Incomplete,
                    $"No container engine answers at {endpoint.Address} ({endpoint.NamedBy}): {failure.GetBaseException().Message}",
                    "Start it, name another with DOCKER_HOST, or give an archive: docker save -o image.tar IMAGE, then docker-archive:image.tar.",
                    failure)
                : null,
    };

    private static SocketError? SocketErrorOf(Exception? failure) => failure switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorOf(failure.InnerException),
    };

    private static string MessageOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            foreach (var key in (string[])["message", "error"])
            {
                if (root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String)
                {
                    return value.GetString() ?? "";
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
        }

        var text = Encoding.UTF8.GetString(body).Trim();
        return text.Length > 200 ? text[..200] + "…" : text;
    }
}
