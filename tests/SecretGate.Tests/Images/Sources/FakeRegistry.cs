using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecretGate.Tests.Building;

namespace SecretGate.Tests.Images.Sources;

/// <summary>A registry on the loopback address in the test process. A fault may answer in its place.</summary>
internal sealed class FakeRegistry : IDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _content = new();
    private readonly ConcurrentQueue<(string Path, string Authorization)> _requests = new();

    public FakeRegistry(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
            }
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.Start();
        Authority = new Uri(_app.Urls.First()).Authority;
    }

    /// <summary>Host and port.</summary>
    public string Authority { get; }

    /// <summary>Token that every request must bring; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>User and password that every request must bring (without <see cref="Token"/>), or the token service wants.</summary>
    public string? User { get; set; }

    /// <summary>Address of the token service; null for its own.</summary>
    public string? Realm { get; set; }

    /// <summary>Answers in the registry's place; false to let it answer. The number counts requests of that path, from 1.</summary>
    public Func<HttpContext, int, Task<bool>>? Fault { get; set; }

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<(string Path, string Authorization)> Requests => [.. _requests];

    /// <summary>A reference to a tag of the repository.</summary>
    public string Reference(string tag = "ci") => $"docker://{Authority}/team/app:{tag}";

    /// <summary>Takes an image under a tag.</summary>
    public FakeRegistry Push(BuiltImage image, string tag = "ci")
    {
        foreach (var blob in image.Layers.Select(layer => layer.Blob).Append(image.Config))
        {
            PutBlob(blob);
        }

        return PutManifest(image.Manifest, tag);
    }

    public void PutBlob(byte[] blob) => _content["blobs/" + BuiltImage.DigestOf(blob)] = blob;

    public FakeRegistry PutManifest(byte[] manifest, string tag)
    {
        _content["manifests/" + BuiltImage.DigestOf(manifest)] = manifest;
        _content["manifests/" + tag] = manifest;
        return this;
    }

    public void Dispose()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        _app.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        _requests.Enqueue((path, context.Request.Headers.Authorization.ToString()));
        var count = _requests.Count(request => request.Path == path);
        if (Fault is not null && await Fault(context, count))
        {
            return;
        }

        if (path == "/token")
        {
            await (User is null || IsUser(context)
                ? context.Response.WriteAsync($$"""{"token":"{{Token}}"}""")
                : Refuse(context, StatusCodes.Status401Unauthorized));
        }
        else if (!IsAllowed(context))
        {
            context.Response.Headers.WWWAuthenticate = Token is null
                ? "Basic realm=\"x\""
                : $"Bearer realm=\"{Realm ?? $"{context.Request.Scheme}://{Authority}/token"}\",service=\"test, registry\",scope=\"x\"";
            await Refuse(context, StatusCodes.Status401Unauthorized);
        }
        else if (path.StartsWith("/v2/team/app/") && _content.TryGetValue(path["/v2/team/app/".Length..], out var content))
        {
            await SendAsync(context, content);
        }
        else
        {
            await Refuse(context, path == "/v2/" ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
        }
    }

    /// <summary>Sends content, or the part of it that is asked for.</summary>
    public static async Task SendAsync(HttpContext context, byte[] content)
    {
        var from = context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From ?? 0;
        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        context.Response.ContentLength = content.Length - from;
        await context.Response.Body.WriteAsync(content.AsMemory((int)from));
    }

    /// <summary>Sends half of the content and breaks the connection.</summary>
    public static async Task BreakAsync(HttpContext context, byte[] content)
    {
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    public static Task<bool> Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.FromResult(true);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("{}");
    }

    private bool IsAllowed(HttpContext context) =>
        Token is not null ? context.Request.Headers.Authorization == "Bearer " + Token : User is null || IsUser(context);

    private bool IsUser(HttpContext context) =>
        context.Request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(User ?? ""));
}
