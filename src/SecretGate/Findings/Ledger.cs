using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>Makes the ledger of one image from the facts of its blobs and the problems of its documents.</summary>
internal static class Ledger
{
    /// <summary>The ledger. Whether a note may pass is for the policy to say: here none may.</summary>
    /// <param name="images">Platforms of the image.</param>
    /// <param name="unreferenced">Blobs of the medium that no image names, accounted for here.</param>
    /// <param name="blobs">Facts by blob name.</param>
    /// <param name="problems">What is wrong with documents and claims.</param>
    public static Coverage Of(
        IReadOnlyList<ImageDescription> images,
        IReadOnlyList<BlobFacts> unreferenced,
        IReadOnlyDictionary<string, BlobFacts> blobs,
        IReadOnlyList<ImageProblem> problems)
    {
        var accounts = new List<BlobAccount>();
        var notes = problems.Select(problem => new UnreadNote(problem.Reason, problem.Where, problem.Message, MayPass: false)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            for (var layer = 0; layer < image.Layers.Count; layer++)
            {
                if (image.Layers[layer].BlobName is { } name && blobs.TryGetValue(name, out var facts) && seen.Add(name))
                {
                    Add(facts, $"layer[{layer}]", accounts, notes);
                }
            }
        }

        foreach (var facts in unreferenced)
        {
            Add(facts, facts.Name, accounts, notes);
        }

        return new Coverage(accounts, [.. notes.Distinct()]);
    }

    private static void Add(BlobFacts facts, string name, List<BlobAccount> accounts, List<UnreadNote> notes)
    {
        accounts.Add(new BlobAccount(
            name,
            facts.Content.Digest?.ToString(),
            facts.Content.IsTar ? facts.Content.DiffId?.ToString() : null,
            facts.Content.StoredBytes,
            facts.Content.UncompressedBytes,
            facts.Tally.ScannedBytes,
            facts.Tally.UnreadBytes,
            facts.Tally.ArchivesOpened,
            facts.Tally.ExpandedBytes,
            facts.Tally.ArchivesNotOpened));
        notes.AddRange(facts.Notes.Select(note =>
            new UnreadNote(note.Reason, note.Path is null ? name : $"{name}:/{note.Path}", note.Message, MayPass: false)));
    }
}
