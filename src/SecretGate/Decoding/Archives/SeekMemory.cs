namespace SecretGate.Decoding.Archives;

/// <summary>
/// The memory that formats which need seeking may hold at the same time. One a file: who gets memory then depends on the nesting of
/// archives alone, never on what other threads do.
/// </summary>
internal sealed class SeekMemory(long limitBytes)
{
    private long _taken;

    /// <summary>Reads a stream to its end and keeps it, if it fits.</summary>
    /// <returns>The bytes, to be disposed; null when there are more than the memory left.</returns>
    public Block? Hold(Stream stream)
    {
        var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            if (!TryTake(count))
            {
                _taken -= held.Length;
                held.Dispose();
                return null;
            }

            held.Write(buffer, 0, count);
        }

        held.Position = 0;
        return new Block(this, held);
    }

    /// <summary>Takes memory, if there is enough.</summary>
    public bool TryTake(long bytes)
    {
        if (bytes > limitBytes - _taken)
        {
            return false;
        }

        _taken += bytes;
        return true;
    }

    /// <summary>Gives memory back.</summary>
    public void Return(long bytes) => _taken -= bytes;

    /// <summary>Bytes held; disposing gives the memory back.</summary>
    public sealed class Block(SeekMemory owner, MemoryStream bytes) : IDisposable
    {
        private readonly long _length = bytes.Length;

        /// <summary>The bytes, at their start.</summary>
        public MemoryStream Bytes { get; } = bytes;

        /// <inheritdoc/>
        public void Dispose()
        {
            Bytes.Dispose();
            owner.Return(_length);
        }
    }
}
