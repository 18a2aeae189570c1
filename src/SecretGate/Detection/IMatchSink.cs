namespace SecretGate.Detection;

/// <summary>Takes what a scanner finds, in the order of the bytes of each window.</summary>
internal interface IMatchSink
{
    /// <summary>A secret.</summary>
    void Accept(Match match);

    /// <summary>A public key.</summary>
    void Accept(PublicHalf half);

    /// <summary>An encrypted container, with the secret that stands for it while it is closed.</summary>
    void Accept(Match match, Keys.EncryptedContainer container);

    /// <summary>The value of a password, which may open a container: plain, and valid during the call only.</summary>
    /// <param name="value">Not empty.</param>
    /// <param name="offset">Offset of its first byte in the run.</param>
    void AcceptPassphrase(ReadOnlySpan<byte> value, long offset);
}
