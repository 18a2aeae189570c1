using SecretGate.Findings;
using SecretGate.Reporting.Text;

namespace SecretGate.Reporting.Content;

/// <summary>The coverage ledger in sentences.</summary>
internal static class CoverageText
{
    /// <summary>Bytes scanned and unread, nested archives opened and not, over some images.</summary>
    public static Sentence Totals(IReadOnlyList<Coverage> coverages)
    {
        var blobs = coverages.SelectMany(coverage => coverage.Blobs).ToList();
        var opened = blobs.Sum(blob => blob.ArchivesOpened);
        var notOpened = blobs.Sum(blob => blob.ArchivesNotOpened);
        Sentence? openedPart = opened > 0 ? (Sentence)$"; nested archives opened: {opened} ({blobs.Sum(blob => blob.ExpandedBytes)} bytes expanded)" : null;
        Sentence? notOpenedPart = notOpened > 0 ? (Sentence)$"; nested archives scanned, not opened: {notOpened}" : null;
        return $"{blobs.Sum(blob => blob.ScannedBytes)} bytes scanned, {Unread(coverages, blobs.Sum(blob => blob.UnreadBytes))}{openedPart}{notOpenedPart}";
    }

    /// <summary>Stored bytes of one image, for its heading.</summary>
    public static Sentence Stored(Coverage coverage) => $"{coverage.StoredBytes} bytes stored in {coverage.Blobs.Count} blobs";

    /// <summary>One thing that was not read.</summary>
    public static Sentence Note(UnreadNote note)
    {
        Sentence? pass = note.MayPass ? (Sentence)$" (the policy lets it pass)" : null;
        return $"{note.Reason} {note.Where}: {note.Message}{pass}";
    }

    /// <summary>How often each reason occurs, in the order of the words.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Reasons(IEnumerable<UnreadNote> notes) =>
        notes.CountBy(note => note.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal);

    private static Sentence Unread(IReadOnlyList<Coverage> coverages, long bytes)
    {
        Sentence text = $"{bytes} bytes known to be unread";
        var reasons = Reasons(coverages.SelectMany(coverage => coverage.Notes)).ToList();
        foreach (var (reason, count) in reasons)
        {
            text = $"{text}{(reason == reasons[0].Key ? " (" : ", "):own}{reason} × {count}";
        }

        return reasons.Count == 0 ? (Sentence)$"nothing unread" : $"{text})";
    }
}
