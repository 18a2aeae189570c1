using Microsoft.Win32.SafeHandles;
using SecretGate.Decoding.Streams;

namespace SecretGate.Images.Sources;

/// <summary>A blob that passes by once.</summary>
internal sealed class PassingBlob(string name, long? sizeBytes, Digest? claimedDigest, Stream content) : Blob
{
    private Stream? _content = content;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long? SizeBytes => sizeBytes;

    /// <inheritdoc/>
    public override Digest? ClaimedDigest => claimedDigest;

    /// <inheritdoc/>
    public override bool CanReopen => false;

    /// <inheritdoc/>
    public override Stream Open() => Interlocked.Exchange(ref _content, null) ?? throw new InvalidOperationException("This blob can be opened once.");
}

/// <summary>A blob in memory.</summary>
internal sealed class MemoryBlob(string name, ReadOnlyMemory<byte> bytes, Digest? claimedDigest) : Blob
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long? SizeBytes => bytes.Length;

    /// <inheritdoc/>
    public override Digest? ClaimedDigest => claimedDigest;

    /// <inheritdoc/>
    public override bool CanReopen => true;

    /// <inheritdoc/>
    public override Stream Open() => new MemoryStream(bytes.ToArray(), writable: false);
}

/// <summary>A blob that cannot be opened.</summary>
internal sealed class FailedBlob(string name, long? sizeBytes, IOException failure) : Blob
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long? SizeBytes => sizeBytes;

    /// <inheritdoc/>
    public override Digest? ClaimedDigest => null;

    /// <inheritdoc/>
    public override bool CanReopen => false;

    /// <inheritdoc/>
    public override Stream Open() => throw new IOException(failure.Message, failure);
}

/// <summary>A blob that is part of a file.</summary>
/// <param name="name">Its name.</param>
/// <param name="open">Opens the file. The stream disposes what this gives when <paramref name="ownsFile"/> is set.</param>
/// <param name="ownsFile">False when the file stays open for other blobs.</param>
/// <param name="offset">Where the blob starts in it.</param>
/// <param name="length">Its bytes.</param>
/// <param name="claimedDigest">Digest that its name claims.</param>
internal sealed class FileBlob(string name, Func<SafeFileHandle> open, bool ownsFile, long offset, long length, Digest? claimedDigest) : Blob
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long? SizeBytes => length;

    /// <inheritdoc/>
    public override Digest? ClaimedDigest => claimedDigest;

    /// <inheritdoc/>
    public override bool CanReopen => true;

    /// <inheritdoc/>
    public override Stream Open()
    {
        try
        {
            return new FileRange(open(), ownsFile, offset, length);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }
}

/// <summary>Part of a file, read by offset: several can read one file at once.</summary>
internal sealed class FileRange(SafeFileHandle file, bool ownsFile, long offset, long length) : ReadOnlyStream
{
    private long _read;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _read);
        if (wanted <= 0)
        {
            return 0;
        }

        var count = RandomAccess.Read(file, buffer[..wanted], offset + _read);
        if (count == 0)
        {
            throw new EndOfStreamException("The file is shorter than it was.");
        }

        _read += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (ownsFile)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
