using System.Net;
using System.Net.Http.Headers;

namespace SecretGate.Images.Registries;

/// <summary>
/// Asks one registry for one repository (distribution-spec v1.1.0 spec.md): signs in when asked to, follows redirects without credentials,
/// tries again what may pass, and gives up in bounded time.
/// </summary>
internal sealed class RegistryClient(RegistryAccess access, ImageReference reference, TimeProvider clock) : IDisposable
{
    private const int Retries = 5;
    private const int Redirects = 5;

    private static readonly TimeSpan AllTries = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(30);

    private readonly RegistryHost _host = new(reference.Registry, access.PlainHttpHosts);
    private readonly SemaphoreSlim _signIn = new(1);
    private Uri? _base;
    private AuthenticationHeaderValue? _authorization;
    private volatile bool _isDown;
    private volatile bool _isGivenUp;

    /// <summary>Where the registry listens.</summary>
    public RegistryHost Host => _host;

    /// <summary>Asks for something of the repository. Any status that is no reason to try again is an answer; the caller disposes it.</summary>
    /// <param name="path">Below the repository: <c>manifests/latest</c>.</param>
    /// <param name="prepare">Sets headers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="IOException">The registry did not answer, however often it was asked, or sends us where we do not go.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        if (_isGivenUp)
        {
            throw new IOException($"The registry {_host.Name} stalled before; it was not asked again.");
        }

        var start = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            HttpResponseMessage? response = null;
            HttpRequestException? failure = null;
            try
            {
                response = await SendAsync(path, prepare, cancellationToken).ConfigureAwait(false);
                if (!IsTransient(response.StatusCode))
                {
                    return response;
                }
            }
            catch (HttpRequestException exception)
            {
                failure = exception;
            }

            var wait = WaitOf(response, attempt);
            if (_isDown || attempt == Retries || clock.GetElapsedTime(start) + wait > AllTries || failure?.HttpRequestError is HttpRequestError.SecureConnectionError)
            {
                // The next blob would find it no better: one try each from here on.
                _isDown = true;
                return response ?? throw new IOException($"The registry {_host.Name} cannot be reached: {failure?.GetBaseException().Message}", failure);
            }

            response?.Dispose();
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The body of a small answer.</summary>
    /// <exception cref="IOException">It is larger than the limit, broke off, or took too long.</exception>
    public async Task<byte[]> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AllTries, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await BoundedBody.ReadAsync(response, limit, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The registry {_host.Name} took longer than {AllTries.TotalSeconds:0} seconds for a document.");
        }
    }

    /// <summary>After a connection that stalled, the registry is asked for nothing more: each blob would cost the same patience.</summary>
    public void GiveUp() => _isGivenUp = true;

    /// <inheritdoc/>
    public void Dispose() => _signIn.Dispose();

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private TimeSpan WaitOf(HttpResponseMessage? response, int attempt)
    {
        var asked = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        var own = TimeSpan.FromSeconds(1 << attempt);
        return asked > own ? asked : own;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        _base ??= await FindBaseAsync(cancellationToken).ConfigureAwait(false);
        var address = new Uri(_base, $"v2/{reference.Repository}/{path}");
        var used = _authorization;
        var response = await FollowAsync(address, used, prepare, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || Challenge.Of(response.Headers) is not { } challenge)
        {
            return response;
        }

        var granted = await AuthorizeAsync(challenge, used, cancellationToken).ConfigureAwait(false);
        if (granted is null)
        {
            return response;
        }

        response.Dispose();
        return await FollowAsync(address, granted, prepare, cancellationToken).ConfigureAwait(false);
    }

    // Several blobs may be refused at once when a token runs out: one of them signs in for all.
    private async Task<AuthenticationHeaderValue?> AuthorizeAsync(Challenge challenge, AuthenticationHeaderValue? used, CancellationToken cancellationToken)
    {
        await _signIn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (ReferenceEquals(_authorization, used))
            {
                var signIn = new SignIn(_host, access, SendOnceAsync);
                _authorization = await signIn.AuthorizeAsync(challenge, $"repository:{reference.Repository}:pull", cancellationToken).ConfigureAwait(false);
            }

            return _authorization;
        }
        finally
        {
            _signIn.Release();
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(
        Uri address, AuthenticationHeaderValue? authorization, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= Redirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            prepare(request.Headers);
            request.Headers.Authorization = hop == 0 ? authorization : null;
            var response = await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            address = new Uri(address, location);
            if (!_host.Allows(address) || MetadataService.IsAt(address))
            {
                throw new IOException($"The registry {_host.Name} redirects to {address.Scheme}://{address.Authority}, where no blob of a registry is.");
            }
        }

        throw new IOException($"The registry {_host.Name} redirects more than {Redirects} times.");
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(OneTry, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            request.Headers.UserAgent.ParseAdd("secretgate");
            return await access.Client.SendAsync(request, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {OneTry.TotalSeconds:0} seconds");
        }
    }

    // On this machine either may be spoken. A question without credentials tells which: to one in the clear, servers of TLS answer 400, or nothing.
    private async Task<Uri> FindBaseAsync(CancellationToken cancellationToken)
    {
        var plain = new Uri($"http://{_host.Authority}/");
        if (_host.IsPlainByChoice)
        {
            return plain;
        }

        if (_host.IsLoopback)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(plain, "v2/"));
                using var response = await SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
                if (response.StatusCode != HttpStatusCode.BadRequest)
                {
                    return plain;
                }
            }
            catch (HttpRequestException)
            {
            }
        }

        return new Uri($"https://{_host.Authority}/");
    }
}
