namespace SecretGate.Decoding;

/// <summary>
/// Why bytes were not read: the words of the ledger, of the policy's <c>unread</c> list and of every message about them.
/// Anything unread ends the run with exit code 3 unless the policy names its reason.
/// </summary>
internal static class UnreadReason
{
    /// <summary>A blob that a manifest names is not in the medium.</summary>
    public const string Missing = "missing";

    /// <summary>A layer, manifest or config is cut, does not decode, or does not parse.</summary>
    public const string Damaged = "damaged";

    /// <summary>Digest, size or diff ID differ from what the manifest or config claims.</summary>
    public const string Mismatch = "mismatch";

    /// <summary>Two readers could see different images in the same bytes.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>A compression or archive method that the gate does not know.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>An encrypted layer.</summary>
    public const string Encrypted = "encrypted";

    /// <summary>A limit of the policy was hit (the message names it).</summary>
    public const string Limit = "limit";

    /// <summary>Needs seeking and is larger than the memory budget for that.</summary>
    public const string TooLargeToSeek = "too-large-to-seek";

    /// <summary>A nested file starts like an archive but does not parse; it was scanned raw. Passes under the default policy.</summary>
    public const string NestedDamaged = "nested-damaged";

    /// <summary>Members of a nested archive behind a password. Passes under the default policy.</summary>
    public const string NestedEncrypted = "nested-encrypted";

    /// <summary>The medium failed while it was read (I/O error, connection lost, time-out).</summary>
    public const string Unreadable = "unreadable";

    /// <summary>There is no image, or it cannot be reached at all. No policy lets this pass.</summary>
    public const string NoImage = "no-image";

    /// <summary>Every reason that a policy may name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Missing, Damaged, Mismatch, Ambiguous, Unsupported, Encrypted, Limit, TooLargeToSeek, NestedDamaged, NestedEncrypted, Unreadable];
}
