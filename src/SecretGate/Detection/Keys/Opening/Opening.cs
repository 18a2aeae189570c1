namespace SecretGate.Detection.Keys.Opening;

/// <summary>What became of a closed container.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Secrets">What replaces the closed secret: the keys in it, or the closed secret itself.</param>
/// <param name="PublicHalves">Certificates that were behind the passphrase too.</param>
internal sealed record Opening(OpeningState State, IReadOnlyList<Secret> Secrets, IReadOnlyList<PublicHalf> PublicHalves);

/// <summary>How an attempt to open a container ended.</summary>
internal enum OpeningState
{
    /// <summary>No passphrase fitted.</summary>
    Closed,

    /// <summary>A passphrase fitted.</summary>
    Opened,

    /// <summary>A passphrase fitted, and there is no private key inside: a trust store.</summary>
    HoldsNoKey,

    /// <summary>The scheme is unknown, or asks for more memory than is given.</summary>
    NotTried,

    /// <summary>The budget ended before all passphrases were tried.</summary>
    OutOfBudget,
}
