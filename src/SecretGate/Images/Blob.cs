namespace SecretGate.Images;

/// <summary>One blob of an image as its source hands it out: content that is no JSON document of the image's layout.</summary>
/// <remarks>The name is the blob's identity within its source: the digest where content is addressed by it, else the path in the archive.</remarks>
internal abstract class Blob
{
    /// <summary>Digest (<c>sha256:…</c>), or path inside the archive. Unique within one source.</summary>
    public abstract string Name { get; }

    /// <summary>Bytes as stored, where known before reading.</summary>
    public abstract long? SizeBytes { get; }

    /// <summary>Digest that the manifest claims for the stored bytes; null where it is not known yet or there is none.</summary>
    public abstract Digest? ClaimedDigest { get; }

    /// <summary>True when <see cref="Open"/> can be called again after the first stream was closed.</summary>
    public abstract bool CanReopen { get; }

    /// <summary>
    /// The stored bytes, from the first. The caller disposes the stream. From a socket or pipe it is valid only until the reader
    /// returns, and this can be called once.
    /// </summary>
    /// <exception cref="IOException">The medium failed.</exception>
    public abstract Stream Open();
}
