using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>Takes blobs and reads none: for a base image only its documents are wanted.</summary>
internal sealed class NoBlobs : IBlobReader
{
    /// <inheritdoc/>
    public int Parallelism => 1;

    /// <inheritdoc/>
    public void Read(Blob blob, CancellationToken cancellationToken)
    {
        // Its content is the base's own business.
    }
}
