using SecretGate.Detection.Keys.Asn1;

namespace SecretGate.Detection.Keys;

/// <summary>Where a key stands in a window, to be joined with what it is.</summary>
/// <param name="Start">Index of its first byte.</param>
/// <param name="Length">Bytes it takes.</param>
internal readonly record struct Extent(int Start, int Length)
{
    /// <summary>The secret at this place.</summary>
    public KeyReading Of(Secret secret) => new() { Start = Start, Length = Length, Secret = secret };

    /// <summary>The closed container at this place.</summary>
    public KeyReading Of(Secret closed, string format, ReadOnlyMemory<byte> container) =>
        new() { Start = Start, Length = Length, Secret = closed, Container = new EncryptedContainer(format, container) };

    /// <summary>The public key at this place.</summary>
    public KeyReading Of(PublicHalf half) => new() { Start = Start, Length = Length, PublicHalf = half };

    /// <summary>The private key in DER at this place.</summary>
    /// <param name="key">What was read.</param>
    /// <param name="encoding">How the DER is written: <c>PEM</c>, <c>DER</c>, <c>base64</c>.</param>
    /// <param name="der">The DER, from its first byte on.</param>
    public KeyReading Of(DerPrivateKey key, string encoding, ReadOnlySpan<byte> der)
    {
        var format = $"{key.Kind} {encoding}";
        var material = der[..Math.Min(key.Length, der.Length)];
        return key switch
        {
            DerPrivateKey.Open open => Of(KeySecrets.Open(open.Key, format, material)),
            DerPrivateKey.Cut cut => Of(KeySecrets.Cut(cut.Known, format, material)),
            DerPrivateKey.Closed closed => Of(KeySecrets.Closed(format, closed.Payload.Span), ContainerFormats.Pkcs8, material.ToArray()),
            _ => throw new ArgumentException("No such key.", nameof(key)),
        };
    }
}
