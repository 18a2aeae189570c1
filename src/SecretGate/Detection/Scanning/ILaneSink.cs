namespace SecretGate.Detection.Scanning;

/// <summary>Takes what a lane finds.</summary>
internal interface ILaneSink
{
    /// <summary>A secret, at its place in the lane's run.</summary>
    void Accept(RawMatch match);

    /// <summary>A public key.</summary>
    void Accept(PublicHalf half);

    /// <summary>The plain value of a password, valid during the call.</summary>
    void AcceptPassphrase(ReadOnlySpan<byte> value, long offset);
}
