using System.Collections.Concurrent;
using SecretGate.Decoding;
using SecretGate.Detection;
using SecretGate.Detection.Keys.Opening;
using SecretGate.Images;

namespace SecretGate.Findings;

/// <summary>Reads every blob that a source hands out and keeps its facts by name.</summary>
/// <param name="rules">The rules to look for.</param>
/// <param name="limits">Bounds.</param>
/// <param name="parallelism">Blobs read at once.</param>
/// <param name="passphrases">Takes what may open an encrypted key.</param>
internal sealed class ImageScan(RuleSet rules, ScanLimits limits, int parallelism, PassphraseCandidates passphrases) : IBlobReader, IDisposable
{
    private readonly ConcurrentBag<BlobScan> _idle = [];
    private readonly ConcurrentDictionary<string, BlobFacts> _facts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public int Parallelism => parallelism;

    /// <summary>Facts by blob name.</summary>
    public IReadOnlyDictionary<string, BlobFacts> Facts => _facts;

    /// <inheritdoc/>
    public void Read(Blob blob, CancellationToken cancellationToken)
    {
        var scan = _idle.TryTake(out var idle) ? idle : new BlobScan(rules, limits, passphrases);
        try
        {
            _facts[blob.Name] = scan.Read(blob, cancellationToken);
            _idle.Add(scan);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours in one blob must not lose the others, nor pass for a blob that was read. The scan's state is not known: it is dropped.
            _facts[blob.Name] = BlobFacts.Unread(blob.Name, $"A fault of the gate ({fault.GetType().Name}) ended the reading of this blob. Please report it.");
        }
    }

    /// <summary>The facts of the documents, in their order.</summary>
    public IReadOnlyList<DocumentFacts> Read(IReadOnlyList<Document> documents)
    {
        using var scan = new DocumentScan(rules, limits, passphrases);
        return [.. documents.Select(scan.Read)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var scan))
        {
            scan.Dispose();
        }
    }
}
