using SecretGate.Images;
using SecretGate.Policy;

namespace SecretGate;

/// <summary>What one run of the gate is asked to do, and the handles through which it may reach out.</summary>
public sealed record GateOptions
{
    /// <summary>The policy in force, overrides applied.</summary>
    public required GatePolicy Policy { get; init; }

    /// <summary>An earlier report whose findings do not close the gate; null for none.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>The base image, for the origin of findings; null when none was named.</summary>
    public ImageLocator? Base { get; init; }

    /// <summary>The one platform to read; null for all.</summary>
    public Platform? Platform { get; init; }

    /// <summary>How images are reached: engine endpoint, standard input, registry client.</summary>
    public required ImageAccess Access { get; init; }

    /// <summary>Clock of the deadline and of exceptions' expiry.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Blobs read at once.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Version of the program, for the report.</summary>
    public required string ToolVersion { get; init; }
}
