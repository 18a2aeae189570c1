namespace SecretGate.Detection.Keys.Opening;

/// <summary>Opens one kind of container.</summary>
internal abstract class ContainerReader
{
    /// <summary>Iterations that one attempt costs; null when it cannot be opened at all.</summary>
    /// <exception cref="InvalidDataException">The container is damaged; other exceptions of damaged input as well.</exception>
    public abstract long? Cost(ReadOnlyMemory<byte> container);

    /// <summary>Tries one passphrase; null when it does not fit.</summary>
    /// <exception cref="InvalidDataException">The passphrase does not fit; other exceptions of damaged input as well.</exception>
    public abstract OpenedContainer? Open(ReadOnlyMemory<byte> container, ReadOnlySpan<byte> passphrase);
}

/// <summary>What was behind a passphrase.</summary>
/// <param name="Keys">Private keys.</param>
/// <param name="PublicHalves">Certificates.</param>
internal sealed record OpenedContainer(IReadOnlyList<ParsedKey> Keys, IReadOnlyList<PublicHalf> PublicHalves)
{
    /// <summary>True when it was text and no key.</summary>
    public bool IsText { get; init; }

    /// <summary>One key.</summary>
    public static OpenedContainer? Of(ParsedKey? key) => key is null or { Proof: KeyProof.Wrong } ? null : new([key], []);
}
