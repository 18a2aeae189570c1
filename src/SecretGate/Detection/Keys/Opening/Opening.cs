namespace SecretGate.Detection.Keys.Opening;

/// <summary>What became of a closed container.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Content">What was behind the passphrase; null when none fitted.</param>
internal sealed record Opening(OpeningState State, OpenedContainer? Content)
{
    /// <summary>What the secret that stood for the container becomes: the keys in it, or itself.</summary>
    public IReadOnlyList<Secret> Replace(Secret closed) => State switch
    {
        OpeningState.Opened when Content is { IsText: true } => [KeySecrets.OpenedText(closed)],
        OpeningState.Opened or OpeningState.HoldsNoKey => [.. (Content?.Keys ?? []).Select((key, index) => KeySecrets.Opened(closed, key, index))],
        OpeningState.OutOfBudget => [KeySecrets.Untried(closed)],
        _ => [closed],
    };
}

/// <summary>How the attempts on a container ended. The first in this list counts where several containers hold the same encrypted bytes.</summary>
internal enum OpeningState
{
    /// <summary>A passphrase fitted.</summary>
    Opened,

    /// <summary>The budget ended before all passphrases were tried.</summary>
    OutOfBudget,

    /// <summary>No passphrase fitted.</summary>
    Closed,

    /// <summary>The scheme is unknown, or asks for more memory than is given.</summary>
    NotTried,

    /// <summary>A passphrase fitted, and there is no private key inside: a trust store.</summary>
    HoldsNoKey,
}
