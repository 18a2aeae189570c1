namespace SecretGate.Detection.Keys.Asn1;

/// <summary>A private key in DER, as far as it is there.</summary>
/// <param name="Kind">PKCS#1, PKCS#8, SEC1, DSA, encrypted PKCS#8.</param>
/// <param name="Length">Bytes it takes, or would take where it is cut.</param>
internal abstract record DerPrivateKey(string Kind, int Length)
{
    /// <summary>Enough of it is there to use it; the last argument is what its numbers say.</summary>
    internal sealed record Open(string Kind, int Length, ParsedKey Key) : DerPrivateKey(Kind, Length);

    /// <summary>It ends inside its private part; the last argument is its public side, null when that is not there either.</summary>
    internal sealed record Cut(string Kind, int Length, ParsedKey? Known) : DerPrivateKey(Kind, Length);

    /// <summary>It is behind a passphrase; the last argument is the encrypted bytes.</summary>
    internal sealed record Closed(string Kind, int Length, ReadOnlyMemory<byte> Payload) : DerPrivateKey(Kind, Length);
}
