using System.Net;
using System.Net.Http.Headers;

namespace SecretGate.Images.Registries;

/// <summary>The bytes of a blob: where a connection breaks off, another one goes on from there.</summary>
/// <param name="client">Asks.</param>
/// <param name="path">Path of the blob.</param>
/// <param name="sizeBytes">Bytes that the manifest names; null when it names none.</param>
/// <param name="first">The first answer.</param>
internal sealed class ResumingStream(RegistryClient client, string path, long? sizeBytes, HttpResponseMessage first) : Stream
{
    // A connection that broke without a byte of progress counts; one that moved on does not.
    private const int FruitlessResumes = 3;

    private HttpResponseMessage _response = first;
    private Stream? _body;
    private long _read;
    private long _readBefore;
    private int _fruitless;
    private bool _isBroken;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The connections break without end.</exception>
    /// <exception cref="InvalidDataException">The registry sends something else than the rest of the blob.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Exception? failure = null;
            try
            {
                var count = await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (count > 0 || sizeBytes is null || _read == sizeBytes)
                {
                    return count;
                }
            }
            catch (OperationCanceledException)
            {
                client.GiveUp();
                throw;
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException)
            {
                failure = broken;
            }

            ThrowIfFruitless(failure);
            _isBroken = true;
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Network streams are read ahead asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_isBroken)
        {
            await ResumeAsync(cancellationToken).ConfigureAwait(false);
        }

        _body ??= await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var count = await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += count;
        return _read > sizeBytes
            ? throw new InvalidDataException($"The registry sends more than the {sizeBytes} bytes that the manifest names.")
            : count;
    }

    private void ThrowIfFruitless(Exception? failure)
    {
        _fruitless = _read > _readBefore ? 0 : _fruitless + 1;
        _readBefore = _read;
        if (_fruitless >= FruitlessResumes)
        {
            throw new IOException($"The connection to the registry {client.Host.Name} broke off again and again.", failure);
        }
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _response.Dispose();
        _body = null;
        _response = await client.GetAsync(path, headers => headers.Range = new RangeHeaderValue(_read, null), cancellationToken).ConfigureAwait(false);
        if (_response.StatusCode == HttpStatusCode.OK)
        {
            await SkipAsync(_read, cancellationToken).ConfigureAwait(false);
        }
        else if (_response.StatusCode != HttpStatusCode.PartialContent || _response.Content.Headers.ContentRange?.From != _read)
        {
            throw new InvalidDataException($"The registry {client.Host.Name} answers {(int)_response.StatusCode} to a request for the rest of a blob.");
        }

        _isBroken = false;
    }

    // The registry cannot send a part: what is known already is passed over.
    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        _body = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (count > 0)
        {
            var read = await _body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new IOException("The registry sends less than before.");
            }

            count -= read;
        }
    }
}
