using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace SecretGate.Runner;

/// <summary>
/// SIGINT and SIGTERM as a cancellation, from the first moment of the process on. As process 1 of a container a signal that nobody
/// handles is lost, so this cannot wait for the host.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens.</summary>
    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // The process ends by returning its exit code, not by the signal.
        context.Cancel = true;
        _source.Cancel();
    }
}

/// <summary>Stops the host when the run is interrupted.</summary>
internal sealed class InterruptedLifetime(IHostApplicationLifetime application, CancellationToken interrupted) : IHostLifetime, IDisposable
{
    private CancellationTokenRegistration _registration;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registration = interrupted.Register(application.StopApplication);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();
}
