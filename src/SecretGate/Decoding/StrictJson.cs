using System.Text;
using System.Text.Json;

namespace SecretGate.Decoding;

/// <summary>
/// Reads JSON of an image so that every other reader must see the same: engines take the last of two equal keys, and take <c>LAYERS</c>
/// for <c>layers</c> (Go's encoding/json folds case), so an object that has both is refused.
/// </summary>
internal static class StrictJson
{
    private const int MaxDepth = 64;

    /// <summary>Objects whose keys are anyone's text, which Go reads into a map: there, letter case makes another key.</summary>
    private static readonly string[] Maps = ["LABELS", "ANNOTATIONS", "EXPOSEDPORTS", "VOLUMES"];

    /// <summary>Parses one document.</summary>
    /// <param name="utf8">The whole document; kept by the result.</param>
    /// <param name="limits">Bounds its size.</param>
    /// <param name="foldsCase">
    /// False for documents that nobody reads into a fixed structure (attestations): only equal keys are refused then.
    /// </param>
    /// <returns>The document, for the caller to dispose. Every string of it can be taken as text.</returns>
    /// <exception cref="UnreadException">
    /// With its reason: <c>limit</c> (too large), <c>damaged</c> (no JSON, deeper than 64, anything behind it, text that is no Unicode),
    /// <c>ambiguous</c> (a key twice).
    /// </exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, ScanLimits limits, bool foldsCase = true)
    {
        if (utf8.Length > limits.DocumentBytes)
        {
            throw new UnreadException(UnreadReason.Limit, $"the JSON document has {utf8.Length} bytes (limit document-bytes)");
        }

        try
        {
            Check(utf8.Span, foldsCase);
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new UnreadException(UnreadReason.Damaged, $"no sound JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    /// <summary>The property of an object, whatever the letter case of its key; null when there is none, or no object.</summary>
    public static JsonElement? Get(this JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (element.TryGetProperty(key, out var exact))
        {
            return exact;
        }

        var folded = Fold(key);
        foreach (var property in element.EnumerateObject())
        {
            if (Fold(property.Name) == folded)
            {
                return property.Value;
            }
        }

        return null;
    }

    private static void Check(ReadOnlySpan<byte> utf8, bool foldsCase)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var objects = new Stack<Keys>();
        var key = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(new Keys(foldsCase && !Maps.Contains(key)));
                    key = "";
                    break;
                case JsonTokenType.EndObject:
                    objects.Pop();
                    break;
                case JsonTokenType.StartArray:
                    key = "";
                    break;
                case JsonTokenType.PropertyName:
                    var name = Text(ref reader);
                    key = Fold(name);
                    if (!objects.Peek().Add(name, key))
                    {
                        throw new UnreadException(UnreadReason.Ambiguous, $"an object of the JSON document has the same key twice, at byte {reader.TokenStartIndex}");
                    }

                    break;
                case JsonTokenType.String:
                    Text(ref reader);
                    break;
            }
        }
    }

    // A string that is no Unicode (bytes that are no UTF-8, half of a surrogate pair) cannot be taken as text later on.
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new UnreadException(UnreadReason.Damaged, $"a string of the JSON document is no Unicode text, at byte {reader.TokenStartIndex}");
        }
    }

    // Go folds by Unicode's simple case folding: U+017F and U+212A are s and k.
    private static string Fold(string key)
    {
        var folded = new StringBuilder(key.Length);
        foreach (var rune in key.EnumerateRunes())
        {
            folded.Append(rune.Value switch { 0x17F => 'S', 0x212A => 'K', _ => Rune.ToUpperInvariant(rune) });
        }

        return folded.ToString();
    }

    private sealed class Keys(bool foldsCase)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public bool Add(string name, string folded) => _seen.Add(foldsCase ? folded : name);
    }
}
