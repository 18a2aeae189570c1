namespace SecretGate.Runner.Settings;

/// <summary>A clock that runs as the system's does, on a day that was asked for: exceptions are judged on it, deadlines stay real.</summary>
internal sealed class DatedClock(DateOnly day) : TimeProvider
{
    private readonly DateTimeOffset _now = new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;
}
