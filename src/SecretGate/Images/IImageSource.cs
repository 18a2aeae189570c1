namespace SecretGate.Images;

/// <summary>A place an image lives: archive, folder, daemon, registry. The library's door: nothing else knows where blobs come from.</summary>
/// <remarks>
/// A medium that is read once (socket, pipe) hands out each blob in its own order and learns from the manifest at the end which were
/// layers; one that can seek or fetch reads the manifest first and hands out several blobs at a time, largest first.
/// </remarks>
internal interface IImageSource : IAsyncDisposable
{
    /// <summary>As the user wrote it, for messages.</summary>
    string Reference { get; }

    /// <summary>Hands every blob to <paramref name="reader"/>, each once, and returns what the documents of the medium say.</summary>
    /// <exception cref="GateException">There is no image (exit code 3): what was looked for, where, and what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task<ImageSet> ReadAsync(IBlobReader reader, CancellationToken cancellationToken);
}
