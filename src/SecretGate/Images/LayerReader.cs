using SecretGate.Decoding;
using SecretGate.Images.Layers;

namespace SecretGate.Images;

/// <summary>Reads one blob: stored bytes → members → tar → files, digests taken on the way.</summary>
internal static class LayerReader
{
    /// <summary>Reads to the end of the stream and tells the sink everything. What is damaged becomes a note, never an exception.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LayerContent Read(Stream stored, ILayerSink sink, ScanLimits limits, CancellationToken cancellationToken)
    {
        using var reading = new LayerReading(sink, limits, cancellationToken);
        return reading.Run(stored, claimed: null);
    }

    /// <summary>Opens a blob and reads it; a SHA-512 digest is computed where the blob's claim asks for one. A medium that fails is a note too.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LayerContent Read(Blob blob, ILayerSink sink, ScanLimits limits, CancellationToken cancellationToken)
    {
        Stream stored;
        try
        {
            stored = blob.Open();
        }
        catch (IOException failure)
        {
            sink.Note(UnreadReason.Unreadable, null, $"The blob could not be opened: {failure.Message}", blob.SizeBytes ?? 0);
            return LayerContent.Nothing;
        }

        using (stored)
        using (var reading = new LayerReading(sink, limits, cancellationToken))
        {
            return reading.Run(stored, blob.ClaimedDigest);
        }
    }
}
