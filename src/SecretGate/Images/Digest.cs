using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SecretGate.Images;

/// <summary>An OCI digest, <c>algorithm:hex</c> (image-spec v1.1.0 descriptor.md#digests). SHA-256 and SHA-512 only.</summary>
public readonly record struct Digest
{
    private const int Sha256HexLength = 64;
    private const int Sha512HexLength = 128;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary>The algorithm: <c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm => Text[..Text.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The lower-case hexadecimal part.</summary>
    public string Hex => Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private string Text => _text ?? throw new InvalidOperationException("An uninitialised digest has no text.");

    /// <summary>The digest of SHA-256 bytes.</summary>
    public static Digest OfSha256(ReadOnlySpan<byte> hash) => new("sha256:" + Convert.ToHexStringLower(hash));

    /// <summary>The digest of SHA-512 bytes.</summary>
    public static Digest OfSha512(ReadOnlySpan<byte> hash) => new("sha512:" + Convert.ToHexStringLower(hash));

    /// <summary>Reads <c>algorithm:hex</c>; false for another algorithm, a wrong length, upper case, or anything that is no hex.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null)
        {
            return false;
        }

        var hexLength = text.StartsWith("sha256:", StringComparison.Ordinal) ? Sha256HexLength
            : text.StartsWith("sha512:", StringComparison.Ordinal) ? Sha512HexLength
            : -1;
        if (hexLength < 0 || text.Length != "sha256:".Length + hexLength)
        {
            return false;
        }

        if (text.AsSpan("sha256:".Length).ContainsAnyExcept(LowerHex))
        {
            return false;
        }

        digest = new Digest(text);
        return true;
    }

    /// <summary>The text, <c>algorithm:hex</c>.</summary>
    public override string ToString() => Text;
}
