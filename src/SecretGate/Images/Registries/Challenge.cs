using System.Net.Http.Headers;

namespace SecretGate.Images.Registries;

/// <summary>What a registry asks for before it answers (RFC 9110 section 11.6.1; distribution v2.8.3 docs/spec/auth/token.md).</summary>
/// <param name="IsBearer">True for a token, false for user and password.</param>
/// <param name="Realm">Address of the token service; null for none.</param>
/// <param name="Service">Name by which the token service knows the registry; null for none.</param>
internal sealed record Challenge(bool IsBearer, Uri? Realm, string? Service)
{
    /// <summary>The challenge of an answer that we can meet, tokens first; null for none.</summary>
    public static Challenge? Of(HttpResponseHeaders headers) => headers.WwwAuthenticate
        .Select(Read)
        .OfType<Challenge>()
        .OrderByDescending(challenge => challenge.IsBearer)
        .FirstOrDefault();

    private static Challenge? Read(AuthenticationHeaderValue header)
    {
        if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return new Challenge(IsBearer: false, null, null);
        }

        if (!header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var values = Parameters(header.Parameter ?? "");
        return Uri.TryCreate(values.GetValueOrDefault("realm"), UriKind.Absolute, out var realm)
            ? new Challenge(IsBearer: true, realm, values.GetValueOrDefault("service"))
            : null;
    }

    // key="value" or key=value, parted by commas; a comma may stand inside the quotes.
    private static Dictionary<string, string> Parameters(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < text.Length;)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            var key = text[at..equals].Trim(' ', ',');
            var isQuoted = equals + 1 < text.Length && text[equals + 1] == '"';
            var start = isQuoted ? equals + 2 : equals + 1;
            var end = start <= text.Length ? text.IndexOf(isQuoted ? '"' : ',', start) : -1;
            end = end < 0 ? text.Length : end;
            values.TryAdd(key, text[Math.Min(start, end)..end].Trim());
            at = end + 1;
        }

        return values;
    }
}
