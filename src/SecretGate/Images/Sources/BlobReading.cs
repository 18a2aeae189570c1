using System.Collections.Concurrent;

namespace SecretGate.Images.Sources;

/// <summary>Hands blobs of a medium that can open any of them to a reader, several at a time.</summary>
internal static class BlobReading
{
    /// <summary>Hands out every blob, the largest first: the last to end then is a small one.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task ReadAllAsync(IEnumerable<Blob> blobs, IBlobReader reader, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<Blob>(blobs.OrderByDescending(blob => blob.SizeBytes ?? long.MaxValue).ThenBy(blob => blob.Name, StringComparer.Ordinal));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var threads = Math.Clamp(reader.Parallelism, 1, Math.Max(1, queue.Count));
        var readers = Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () => ReadQueue(queue, reader, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(readers).ConfigureAwait(false);
    }

    // One that fails stops the others: nobody would hear of what they find.
    private static void ReadQueue(ConcurrentQueue<Blob> queue, IBlobReader reader, CancellationTokenSource stop)
    {
        try
        {
            while (queue.TryDequeue(out var blob))
            {
                stop.Token.ThrowIfCancellationRequested();
                reader.Read(blob, stop.Token);
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }
}
