namespace SecretGate.Images;

/// <summary>A reference to a blob (image-spec v1.1.0 descriptor.md).</summary>
/// <param name="MediaType">As declared; never trusted to say what the bytes are. Null where the medium names none.</param>
/// <param name="Digest">Digest of the blob as stored (for a layer: compressed).</param>
/// <param name="SizeBytes">Size of the blob as stored; null where the medium names none.</param>
public sealed record Descriptor(string? MediaType, Digest Digest, long? SizeBytes);
