using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecretGate.Tests.Runner.GitHub;

/// <summary>The code-scanning part of GitHub's REST API on loopback; a test sets what it answers.</summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    private readonly WebApplication _server;

    private FakeGitHub(WebApplication server) => _server = server;

    /// <summary>Answers the upload; null accepts it.</summary>
    public Func<HttpContext, int, Task>? OnUpload { get; set; }

    /// <summary>Answers of the status request, in order; the last one stays.</summary>
    public Queue<object> Statuses { get; } = new([new { processing_status = "complete" }]);

    public ConcurrentQueue<string> Authorizations { get; } = [];

    public ConcurrentQueue<JsonElement> Uploads { get; } = [];

    public int UploadTries { get; private set; }

    public Uri Api => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    public static async Task<FakeGitHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var server = builder.Build();
        var fake = new FakeGitHub(server);
        server.MapPost("/repos/{owner}/{name}/code-scanning/sarifs", fake.UploadAsync);
        server.MapGet("/repos/{owner}/{name}/code-scanning/sarifs/{id}", fake.StatusAsync);
        await server.StartAsync();
        return fake;
    }

    public static string SarifOf(JsonElement upload)
    {
        using var packed = new MemoryStream(upload.GetProperty("sarif").GetBytesFromBase64());
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return text.ReadToEnd();
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task UploadAsync(HttpContext context)
    {
        UploadTries++;
        Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
        if (OnUpload is not null)
        {
            await OnUpload(context, UploadTries);
            if (context.Response.HasStarted)
            {
                return;
            }
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Uploads.Enqueue(body.RootElement.Clone());
        context.Response.StatusCode = 202;
        await context.Response.WriteAsJsonAsync(new { id = "47177e22-0000", url = "http://127.0.0.1/" });
    }

    private Task StatusAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(Statuses.Count > 1 ? Statuses.Dequeue() : Statuses.Peek());
}
