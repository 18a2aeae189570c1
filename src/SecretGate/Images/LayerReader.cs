using SecretGate.Decoding;

namespace SecretGate.Images;

/// <summary>Reads one blob: stored bytes → members → tar → files, digests taken on the way.</summary>
internal static class LayerReader
{
    /// <summary>Reads to the end of the stream and tells the sink everything. What is damaged becomes a note, never an exception.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LayerContent Read(Stream stored, ILayerSink sink, ScanLimits limits, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
