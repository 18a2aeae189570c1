using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SecretGate.Runner.Http;

/// <summary>Sends requests with bounded retries: a service that stumbles costs seconds, one that is down costs less than two minutes.</summary>
internal static class ResilientHandler
{
    /// <summary>A wait that the server asks for is honoured up to here; a longer one is an answer, not a pause.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private const int Retries = 4;
    private static readonly TimeSpan AllTries = TimeSpan.FromSeconds(95); // below Octokit's own 100 s
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(30);

    /// <summary>A handler that retries 408, 429, 5xx, and connections that fail or hang. The caller disposes it.</summary>
    public static DelegatingHandler Create(TimeProvider time)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddTimeout(AllTries)
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = tried => ValueTask.FromResult(
                    (HttpClientResiliencePredicates.IsTransient(tried.Outcome) || IsSecondaryLimit(tried.Outcome.Result))
                    && !AsksForTooLongAWait(tried.Outcome.Result)),
            })
            .AddTimeout(OneTry)
            .Build();
        return new ResilienceHandler(pipeline)
        {
            InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All },
        };
    }

    // GitHub answers 403 with Retry-After when requests come too fast.
    private static bool IsSecondaryLimit(HttpResponseMessage? response) =>
        response is { StatusCode: HttpStatusCode.Forbidden, Headers.RetryAfter: not null };

    private static bool AsksForTooLongAWait(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter is RetryConditionHeaderValue { Delta: { } wait } && wait > LongestWait;
}
