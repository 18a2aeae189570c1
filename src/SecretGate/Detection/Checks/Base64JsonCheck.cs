using System.Text;
using System.Text.Json;

namespace SecretGate.Detection.Checks;

/// <summary>Behind its prefix the token is base64 of a JSON object with certain members; what follows an underscore or a dot is not part of it.</summary>
internal sealed class Base64JsonCheck(string prefix, IReadOnlyList<string> members) : ICheck
{
    private const int MaximumBytes = 2048;

    /// <inheritdoc/>
    public CheckOutcome Test(in Candidate candidate)
    {
        var body = candidate.Token[Math.Min(prefix.Length, candidate.Token.Length)..];
        Span<byte> bytes = stackalloc byte[MaximumBytes];
        if (HasMembers(body, bytes))
        {
            return CheckOutcome.Proven;
        }

        var end = body.LastIndexOfAny((byte)'_', (byte)'.');
        return end > 0 && HasMembers(body[..end], bytes) ? CheckOutcome.Proven : CheckOutcome.Plausible;
    }

    /// <inheritdoc/>
    public void Repair(Span<byte> token)
    {
        // Any token of the pattern will do.
    }

    private bool HasMembers(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        var length = Base64Text.Decode(text, bytes);
        return length > 0 && JsonObject.HasMembers(bytes[..length], members);
    }
}

/// <summary>A look at a small JSON object without building it.</summary>
internal static class JsonObject
{
    private const int MaximumDepth = 16;

    /// <summary>True when the bytes are one JSON object that has all these members at its top level.</summary>
    public static bool HasMembers(ReadOnlySpan<byte> json, IReadOnlyList<string> members)
    {
        var missing = members.Count;
        return Visit(json, (name, _) => missing -= members.Contains(name) ? 1 : 0) && missing <= 0;
    }

    /// <summary>Shows each top-level member: its name, and its value where that is a string.</summary>
    /// <returns>False when the bytes are not one JSON object.</returns>
    public static bool Visit(ReadOnlySpan<byte> json, Action<string, string?> visit)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString() ?? string.Empty;
                reader.Read();
                visit(name, reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
                reader.Skip();
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            return false;
        }
    }
}
