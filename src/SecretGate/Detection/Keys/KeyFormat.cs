using System.Security.Cryptography;
using System.Text;

namespace SecretGate.Detection.Keys;

/// <summary>One way in which keys are written down. It parses: a header string without a key gives nothing.</summary>
internal abstract class KeyFormat
{
    /// <summary>Literals whose appearance calls <see cref="Read"/>; each at least 4 bytes.</summary>
    public abstract IReadOnlyList<ReadOnlyMemory<byte>> Anchors { get; }

    /// <summary>Bytes in front of the anchor that may belong to it.</summary>
    public abstract int BeforeBytes { get; }

    /// <summary>Bytes from the anchor on that it may take at most; the scanner hands over as many unless the run ends before.</summary>
    public abstract int AfterBytes { get; }

    /// <summary>Reads what stands at the anchor. Never throws: what a parser chokes on is no key.</summary>
    /// <param name="window">Bytes of the run around the anchor.</param>
    /// <param name="anchor">Index of the anchor in the window.</param>
    /// <returns>What it is: nothing, a key, or several with public halves.</returns>
    public IReadOnlyList<KeyReading> Read(ReadOnlySpan<byte> window, int anchor)
    {
        try
        {
            return Parse(window, anchor);
        }
        catch (Exception e) when (HostileInput.IsRefusal(e))
        {
            return [];
        }
    }

    /// <summary>As <see cref="Read"/>; may throw what parsers throw at damaged input.</summary>
    protected abstract IReadOnlyList<KeyReading> Parse(ReadOnlySpan<byte> window, int anchor);
}

/// <summary>One key, or one public half, read from a window.</summary>
internal sealed record KeyReading
{
    /// <summary>Index of its first byte in the window.</summary>
    public required int Start { get; init; }

    /// <summary>Bytes it takes.</summary>
    public required int Length { get; init; }

    /// <summary>The private key, redacted; null when this reading is a public half only.</summary>
    public Secret? Secret { get; init; }

    /// <summary>The public half of something that is no private key here; null when this reading is a private key.</summary>
    public PublicHalf? PublicHalf { get; init; }

    /// <summary>The encrypted container, to be opened when passphrases of the image are known; null when it is not encrypted.</summary>
    public EncryptedContainer? Container { get; init; }
}

/// <summary>Key material behind a passphrase: encrypted bytes only.</summary>
/// <param name="Format">Names the reader that can open it.</param>
/// <param name="Bytes">The container as it stands, at most 1 MiB.</param>
internal sealed record EncryptedContainer(string Format, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Digest that tells it from others, its parameters included; lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes(Format), 0, .. Bytes.Span]));
}
