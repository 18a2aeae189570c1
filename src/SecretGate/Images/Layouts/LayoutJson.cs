using System.Security.Cryptography;
using System.Text.Json;
using SecretGate.Decoding;

namespace SecretGate.Images.Layouts;

/// <summary>
/// Reads the JSON of a layout as its strictest and its most lenient readers would at once: where two of them could see different things
/// (a key twice, or in two letter cases), the document is refused as ambiguous.
/// </summary>
internal static class LayoutJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The root of a text.</summary>
    /// <exception cref="DocumentException">The file is no text within the limit, or no strict JSON.</exception>
    public static JsonElement Parse(MediumFile file, ScanLimits limits)
    {
        if (file.Text is not { } text)
        {
            throw file.SizeBytes > limits.DocumentBytes
                ? new DocumentException(UnreadReason.Limit, $"is larger than document-bytes ({limits.DocumentBytes}).")
                : new DocumentException(UnreadReason.Damaged, "is no JSON text.");
        }

        return Parse(text);
    }

    /// <summary>The root of a text.</summary>
    /// <exception cref="DocumentException">It is no strict JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw new DocumentException(UnreadReason.Damaged, $"is no JSON that every reader reads alike (line {failure.LineNumber + 1}).");
        }
    }

    /// <summary>The value of a key, whatever its letter case, as Go's readers find it; null when it is absent or null.</summary>
    /// <exception cref="DocumentException">The element is no object, or two keys differ in letter case only.</exception>
    public static JsonElement? Get(this JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new DocumentException(UnreadReason.Damaged, $"has a {element.ValueKind} where an object with \"{key}\" belongs.");
        }

        JsonElement? found = null;
        foreach (var property in element.EnumerateObject())
        {
            if (!NameOf(property).Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (found is not null)
            {
                throw new DocumentException(UnreadReason.Ambiguous, $"has the key \"{key}\" in two letter cases: readers differ in which they take.");
            }

            found = property.Value;
        }

        return found is { ValueKind: JsonValueKind.Null } ? null : found;
    }

    /// <summary>The items of a list; null when it is absent or null.</summary>
    /// <exception cref="DocumentException">It is no list.</exception>
    public static IEnumerable<JsonElement>? List(this JsonElement element, string key) => element.Get(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => throw new DocumentException(UnreadReason.Damaged, $"has no list at \"{key}\"."),
    };

    /// <summary>A text; null when it is absent or null.</summary>
    /// <exception cref="DocumentException">It is no text.</exception>
    public static string? Text(this JsonElement element, string key) => element.Get(key) is { } value ? value.AsText(key) : null;

    /// <summary>The element as text.</summary>
    /// <exception cref="DocumentException">It is no text.</exception>
    public static string AsText(this JsonElement element, string what)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String && element.GetString() is { } text
                ? text
                : throw new DocumentException(UnreadReason.Damaged, $"has no text at \"{what}\".");
        }
        catch (InvalidOperationException)
        {
            throw new DocumentException(UnreadReason.Damaged, $"has no Unicode text at \"{what}\".");
        }
    }

    /// <summary>The texts of a map; what is no text is left out.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonElement map) =>
        map.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.String)
            .DistinctBy(NameOf)
            .ToDictionary(NameOf, property => property.Value.AsText(NameOf(property)));

    /// <summary>Digest of bytes by the algorithm of another one.</summary>
    public static Digest DigestLike(Digest model, ReadOnlySpan<byte> bytes) =>
        model.Algorithm == "sha512" ? Digest.OfSha512(SHA512.HashData(bytes)) : Sha256(bytes);

    /// <summary>SHA-256 digest of bytes.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> bytes) => Digest.OfSha256(SHA256.HashData(bytes));

    // A name with half a surrogate pair is no name that anybody looks for.
    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
