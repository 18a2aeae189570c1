using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SecretGate.Images;

namespace SecretGate.Tests.Images.Sources;

/// <summary>A container engine on a socket in the test process: it knows one image, and can go wrong as real ones do.</summary>
internal sealed class FakeEngine : IDisposable
{
    private readonly WebApplication _app;
    private readonly string _socket;

    /// <param name="socket">Path of its socket.</param>
    /// <param name="name">Name of its image, with tag.</param>
    /// <param name="id">Its image ID.</param>
    /// <param name="send">Answers the request for the archive.</param>
    public FakeEngine(string socket, string name, string id, Func<HttpContext, Task> send)
    {
        _socket = socket;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(socket));
        _app = builder.Build();
        _app.MapGet("/_ping", () => "OK");
        _app.MapGet("/version", () => new { Version = "26.1.5", ApiVersion = "1.45", MinAPIVersion = "1.24", Os = "linux", Arch = "amd64" });
        _app.MapGet("{**path}", context => Answer(context, name, id, send));
        _app.Start();
    }

    public EngineEndpoint Endpoint => new(new Uri("unix://" + _socket), "the test");

    /// <summary>Paths that were asked for.</summary>
    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        _app.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }

    private Task Answer(HttpContext context, string name, string id, Func<HttpContext, Task> send)
    {
        var path = context.Request.Path.Value ?? "";
        Requests.Add(path + context.Request.QueryString);
        if (path.EndsWith($"/images/{name}/json", StringComparison.Ordinal) || path.EndsWith($"/images/{name.Replace(":latest", "")}/json", StringComparison.Ordinal))
        {
            return context.Response.WriteAsync($$"""{"Id":"{{id}}","Os":"linux","Architecture":"amd64"}""");
        }

        if (path.EndsWith("/images/get", StringComparison.Ordinal) && context.Request.Query["names"] == name)
        {
            return send(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsJsonAsync(new { message = "No such image" });
    }
}
