using System.Security.Cryptography;
using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>What the documents of a layout have in common: values that must be there must be of their type.</summary>
internal static class LayoutJson
{
    /// <summary>The root of a text.</summary>
    /// <exception cref="UnreadException">The file is no text within the limit, or no strict JSON.</exception>
    public static JsonElement Parse(MediumFile file, ScanLimits limits)
    {
        if (file.Text is not { } text)
        {
            throw file.SizeBytes > limits.DocumentBytes
                ? new UnreadException(UnreadReason.Limit, $"larger than document-bytes ({limits.DocumentBytes})")
                : new UnreadException(UnreadReason.Damaged, "no JSON text");
        }

        return Parse(text, limits);
    }

    /// <summary>The root of a text.</summary>
    /// <exception cref="UnreadException">It is no strict JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> text, ScanLimits limits)
    {
        using var document = StrictJson.Parse(text, limits);
        return document.RootElement.Clone();
    }

    /// <summary>The value of a key; null when it is absent or null.</summary>
    /// <exception cref="UnreadException">The element is no object.</exception>
    public static JsonElement? Member(this JsonElement element, string key) => element.ValueKind == JsonValueKind.Object
        ? element.Get(key) is { ValueKind: not JsonValueKind.Null } value ? value : null
        : throw new UnreadException(UnreadReason.Damaged, $"something else where an object with \"{key}\" belongs");

    /// <summary>The items of a list; null when it is absent or null.</summary>
    /// <exception cref="UnreadException">It is no list.</exception>
    public static IEnumerable<JsonElement>? List(this JsonElement element, string key) => element.Member(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw new UnreadException(UnreadReason.Damaged, $"no list at \"{key}\""),
    };

    /// <summary>A text; null when it is absent or null.</summary>
    /// <exception cref="UnreadException">It is no text.</exception>
    public static string? Text(this JsonElement element, string key) => element.Member(key) is { } value ? value.AsText(key) : null;

    /// <summary>The element as text.</summary>
    /// <exception cref="UnreadException">It is no text.</exception>
    public static string AsText(this JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text
            ? text
            : throw new UnreadException(UnreadReason.Damaged, $"no text at \"{what}\"");

    /// <summary>The texts of a map; what is no text is left out.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonElement map) =>
        map.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(property => property.Name, property => property.Value.AsText(property.Name));

    /// <summary>Digest of bytes by the algorithm of another one.</summary>
    public static Digest DigestLike(Digest model, ReadOnlySpan<byte> bytes) =>
        model.Algorithm == "sha512" ? Digest.OfSha512(SHA512.HashData(bytes)) : Sha256(bytes);

    /// <summary>SHA-256 digest of bytes.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> bytes) => Digest.OfSha256(SHA256.HashData(bytes));
}
