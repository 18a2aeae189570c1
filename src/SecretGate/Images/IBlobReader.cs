namespace SecretGate.Images;

/// <summary>Takes the blobs that a source hands out.</summary>
internal interface IBlobReader
{
    /// <summary>How many blobs may be read at once. A source that cannot open two at a time ignores it.</summary>
    int Parallelism { get; }

    /// <summary>Reads one blob to its end, on the calling thread. May be called from several threads for different blobs.</summary>
    /// <exception cref="OperationCanceledException">Cancelled. No other exception: what goes wrong with a blob is noted, and the run goes on.</exception>
    void Read(Blob blob, CancellationToken cancellationToken);
}
