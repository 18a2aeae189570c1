namespace SecretGate.Findings;

/// <summary>The ledger of one image: every byte accounted for.</summary>
/// <param name="Blobs">One account per blob, in the order layers (base first), then other blobs by name.</param>
/// <param name="Notes">What was not read, or a limit that was hit; empty when everything was read.</param>
public sealed record Coverage(IReadOnlyList<BlobAccount> Blobs, IReadOnlyList<UnreadNote> Notes)
{
    /// <summary>Bytes of all blobs as stored.</summary>
    public long StoredBytes => Blobs.Sum(blob => blob.StoredBytes);

    /// <summary>Uncompressed bytes that were scanned.</summary>
    public long ScannedBytes => Blobs.Sum(blob => blob.ScannedBytes);

    /// <summary>Bytes not read.</summary>
    public long UnreadBytes => Blobs.Sum(blob => blob.UnreadBytes);

    /// <summary>Nested archives opened.</summary>
    public long ArchivesOpened => Blobs.Sum(blob => blob.ArchivesOpened);

    /// <summary>Expanded bytes of nested archives, scanned in addition.</summary>
    public long ExpandedBytes => Blobs.Sum(blob => blob.ExpandedBytes);
}

/// <summary>The account of one blob.</summary>
/// <param name="Name"><c>layer[3]</c>, <c>config</c>, <c>manifest</c>, or the blob's name.</param>
/// <param name="Digest">Digest of the bytes read; null when it could not be read to its end.</param>
/// <param name="DiffId">Digest of the uncompressed bytes of a layer; null otherwise.</param>
/// <param name="StoredBytes">Bytes as stored = members + padding + trailing.</param>
/// <param name="UncompressedBytes">Bytes of the uncompressed stream = scanned + unread.</param>
/// <param name="ScannedBytes">Uncompressed bytes scanned.</param>
/// <param name="UnreadBytes">Uncompressed bytes not read, as far as their number is known.</param>
/// <param name="ArchivesOpened">Nested archives opened.</param>
/// <param name="ExpandedBytes">Expanded bytes of nested archives.</param>
/// <param name="ArchivesNotOpened">Nested archives scanned raw but not opened.</param>
public sealed record BlobAccount(
    string Name,
    string? Digest,
    string? DiffId,
    long StoredBytes,
    long UncompressedBytes,
    long ScannedBytes,
    long UnreadBytes,
    long ArchivesOpened,
    long ExpandedBytes,
    long ArchivesNotOpened);

/// <summary>Something that was not read.</summary>
/// <param name="Reason">A word of the ledger (<c>damaged</c>, <c>nested-encrypted</c>, <c>limit</c> …).</param>
/// <param name="Where"><c>layer[3]:/app/a.zip!/secret.txt</c>, <c>manifest.json</c> …; hostile text.</param>
/// <param name="Message">One sentence: what, and which limit when one was hit; hostile text.</param>
/// <param name="MayPass">True when the policy lets this reason pass.</param>
public sealed record UnreadNote(string Reason, string Where, string Message, bool MayPass);
