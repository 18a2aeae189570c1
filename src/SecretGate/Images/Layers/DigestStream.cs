using System.Security.Cryptography;
using SecretGate.Decoding.Streams;

namespace SecretGate.Images.Layers;

/// <summary>Passes bytes on, counts them and takes their digest.</summary>
/// <param name="inner">Where they come from; not disposed.</param>
/// <param name="withSha512">True to take a SHA-512 digest beside SHA-256.</param>
/// <param name="check">Called with the count after each read: throws when there are too many.</param>
/// <param name="cancellationToken">Asked before each read.</param>
internal sealed class DigestStream(Stream inner, bool withSha512, Action<long>? check, CancellationToken cancellationToken) : ReadOnlyStream
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _sha512 = withSha512 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA512) : null;
    private bool _isEnded;

    /// <summary>Bytes passed on.</summary>
    public long Count { get; private set; }

    /// <summary>The digest; null when the end was not reached. Asked once.</summary>
    public Digest? Sha256() => _isEnded ? Digest.OfSha256(_sha256.GetHashAndReset()) : null;

    /// <summary>The digest; null when the end was not reached, or none was asked for. Asked once.</summary>
    public Digest? Sha512() => _isEnded && _sha512 is not null ? Digest.OfSha512(_sha512.GetHashAndReset()) : null;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = inner.Read(buffer);
        _isEnded = count == 0 && !buffer.IsEmpty;
        _sha256.AppendData(buffer[..count]);
        _sha512?.AppendData(buffer[..count]);
        Count += count;
        check?.Invoke(Count);
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _sha256.Dispose();
        _sha512?.Dispose();
        base.Dispose(disposing);
    }
}
